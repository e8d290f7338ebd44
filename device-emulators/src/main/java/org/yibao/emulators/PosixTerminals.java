package org.yibao.emulators;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;

/** The C library's calls for pseudo-terminals, as Linux numbers their flags. */
interface PosixTerminals extends Library {
    int O_RDWR = 2;
    int O_NOCTTY = 0x100;
    int TCSANOW = 0;
    /** Larger than {@code struct termios} of any Linux. */
    int TERMIOS_BYTES = 256;

    short POLLIN = 1;
    short POLLOUT = 4;
    /** {@code int fd; short events; short revents}. */
    int POLLFD_BYTES = 8;

    int posix_openpt(int flags);

    int grantpt(int fd);

    int unlockpt(int fd);

    int ptsname_r(int fd, byte[] name, NativeLong size);

    int open(String path, int flags);

    int close(int fd);

    int tcgetattr(int fd, Memory termios);

    void cfmakeraw(Memory termios);

    int tcsetattr(int fd, int when, Memory termios);

    int poll(Memory pollfd, NativeLong count, int timeoutMillis);

    NativeLong read(int fd, byte[] buffer, NativeLong size);

    NativeLong write(int fd, byte[] buffer, NativeLong size);
}
