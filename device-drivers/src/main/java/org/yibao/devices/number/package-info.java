/**
 * Numbers that carry their own proof: check digits, check characters, division codes. Pure functions for the
 * drivers, on any thread.
 */
@NullMarked
package org.yibao.devices.number;

import org.jspecify.annotations.NullMarked;
