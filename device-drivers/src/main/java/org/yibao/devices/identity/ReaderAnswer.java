package org.yibao.devices.identity;

import org.yibao.settlement.Bytes;

/** A whole answer whose length and checksum agree. */
record ReaderAnswer(StatusWord status, Bytes data) {}
