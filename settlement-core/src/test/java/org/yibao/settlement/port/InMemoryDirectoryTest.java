package org.yibao.settlement.port;

import org.yibao.settlement.Bytes;
import org.yibao.settlement.testing.InMemoryDirectory;
import org.yibao.settlement.testing.Sha256;

class InMemoryDirectoryTest extends DirectoryStoreContract {
    @Override
    protected Opened create() {
        InMemoryDirectory directory = new InMemoryDirectory(Sha256::of);
        return new Opened(directory, directory, directory);
    }

    @Override
    protected Opened restart(Opened running) {
        return running;
    }

    @Override
    protected String digest(Bytes file) {
        return Sha256.of(file);
    }
}
