package org.yibao.settlement.testing;

import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.DirectoryGatewayContract;

class ScriptedDirectoryTest extends DirectoryGatewayContract {
    private final ScriptedDirectory platform = new ScriptedDirectory(Sha256::of);

    @Override
    protected DirectoryGateway gateway() {
        return platform;
    }

    @Override
    protected void publish(DirectoryPart part, Bytes file) {
        platform.publish(part, file, 1);
    }

    @Override
    protected void letReplacedFilesEnd() {
        platform.forgetReplaced();
    }

    @Override
    protected void cutLine() {
        platform.online(false);
    }

    @Override
    protected String sm3(Bytes file) {
        return Sha256.of(file);
    }
}
