package org.yibao.devices.line;

/** A fault at a device; the drivers turn it into a reading. Its message holds no personal data. */
public abstract class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected DeviceException(String message) {
        super(message);
    }
}
