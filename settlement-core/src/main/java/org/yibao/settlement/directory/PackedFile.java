package org.yibao.settlement.directory;

import org.yibao.settlement.Bytes;

/**
 * A file of a part that has no rows.
 *
 * @param name plain, without any folder
 */
public record PackedFile(String name, Bytes content) {}
