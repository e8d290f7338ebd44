package org.yibao.devices.line;

/** The device is not there, or not any more: unplugged, switched off, or held by another program. */
public final class LineLostException extends DeviceException {
    private static final long serialVersionUID = 1L;

    public LineLostException(String message) {
        super(message);
    }
}
