/**
 * Quotes as JSON and policy bundles as YAML: bytes in, records out, and back. The digest of a bundle is passed
 * in by the caller, so that no cryptography is needed here. Any thread may call it.
 */
@NullMarked
package org.yibao.benefit.format;

import org.jspecify.annotations.NullMarked;
