package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.store.SqliteStore;

/** What a technician does at the keyboard with journal and store: what is said, and with which exit code. */
class StoreCommandsTest {
    @TempDir
    Path folder;

    private StoredTerminal terminal;
    private Path backup;
    private Path export;

    @BeforeEach
    void sell() throws IOException {
        terminal = StoredTerminal.in(folder);
        backup = folder.resolve("backup.db");
        export = folder.resolve("journal.txt");
        terminal.inStore(store -> {
            sell(store, 1);
            sell(store, 2);
        });
    }

    private static void sell(SqliteStore store, int number) {
        MessageId id = store.ids().next(Sales.MORNING);
        Sale sale = Sales.atPharmacy().to(Persons.person(number)).made(id, "sale-" + number);
        store.settlements().accept(sale, before -> Sales.message(sale), Sales.after(sale));
    }

    private static void ended(int exit, String said, Ended ended) {
        assertEquals(exit, ended.exit(), ended.printed());
        assertTrue(ended.printed().contains(said), ended.printed());
    }

    private Ended run(String... arguments) {
        return Ended.of("", arguments);
    }

    private String configuration() {
        return folder.resolve("terminal.yaml").toString();
    }

    private Ended exported(String... range) {
        String[] all = new String[range.length + 6];
        System.arraycopy(
                new String[] {"journal", "export", "--config", configuration(), "--out", export.toString()},
                0,
                all,
                0,
                6);
        System.arraycopy(range, 0, all, 6, range.length);
        return run(all);
    }

    private Ended verified() {
        return run(
                "journal",
                "verify",
                "--file",
                export.toString(),
                "--authority",
                folder.resolve("certs/signing-anchors.pem").toString());
    }

    @Test
    void exportedJournalIsVerifiedWithoutTheStore() throws IOException {
        ended(ExitCode.OK, "已导出流水账第 1 至 2 条", exported());
        ended(ExitCode.OK, "终端 P37010200001-A，第 1 至 2 条", verified());
        ended(ExitCode.OK, "没有可核对的平台核签", verified());
        Files.writeString(export, Files.readString(export).replace("record 2 ", "record 3 "));
        ended(ExitCode.REFUSED, "第 2 条有问题", verified());
        Files.writeString(export, "yibao-journal");
        ended(ExitCode.REFUSED, "不能采信", verified());
    }

    @Test
    void partIsExportedAndWhatIsNotThereIsNot() {
        ended(ExitCode.OK, "第 2 至 2 条", exported("--from", "2", "--to", "2"));
        ended(ExitCode.OK, "文件接在 1-", verified());
        ended(ExitCode.WRONG_CALL, "没有这些记录", exported("--to", "3"));
        assertFalse(Files.exists(folder.resolve("journal.txt.part")));
    }

    @Test
    void ownStoreAndAFileAreNotVerifiedAtOnce() {
        ended(
                ExitCode.WRONG_CALL,
                "",
                run("journal", "verify", "--config", configuration(), "--file", export.toString()));
        ended(ExitCode.WRONG_CALL, "", run("journal", "verify"));
        ended(ExitCode.OK, "流水账完好", run("journal", "verify", "--config", configuration()));
    }

    @Test
    void shownRecordMasksThePerson() {
        Ended shown = run("journal", "show", "2", "--config", configuration());
        ended(ExitCode.OK, "第 2 条：记账", shown);
        assertTrue(shown.out().contains("总费用 100.00"), shown.out());
        assertFalse(shown.out().contains(Persons.person(2).identityNumber()), shown.out());
        assertFalse(shown.out().contains(Persons.person(2).name()), shown.out());
        ended(ExitCode.REFUSED, "没有第 3 条", run("journal", "show", "3", "--config", configuration()));
    }

    @Test
    void runningTerminalIsBackedUpButNotRestored() {
        terminal.inStore(store -> {
            ended(ExitCode.OK, "已备份", backedUp());
            ended(ExitCode.REFUSED, "没有备份", backedUp());
            ended(
                    ExitCode.STORE_IN_USE,
                    "STORE_IN_USE",
                    run("store", "restore", backup.toString(), "--config", configuration()));
        });
    }

    private Ended backedUp() {
        return run("store", "backup", "--config", configuration(), "--out", backup.toString());
    }

    @Test
    void restoredStoreIsCheckedAndSettlesNothing() {
        backedUp();
        terminal.inStore(store -> sell(store, 3));
        Ended restored = run("store", "restore", backup.toString(), "--config", configuration());
        ended(ExitCode.OK, "不能结算", restored);
        assertTrue(restored.out().contains("terminal.db.before-restore-"), restored.out());
        ended(ExitCode.OK, "共 2 条", run("store", "check", "--config", configuration()));
        terminal.inStore(store -> assertTrue(store.journal().quarantine().isPresent()));
    }

    @Test
    void damagedBackupChangesNothing() throws IOException {
        Files.writeString(backup, "这不是备份".repeat(1000));
        ended(ExitCode.REFUSED, "数据文件未改动", run("store", "restore", backup.toString(), "--config", configuration()));
        terminal.inStore(store -> assertEquals(2, store.journal().head().number()));
    }

    @Test
    void recoveryKeyOpensTheBackupOnABoxWithAnotherStoreKey() throws IOException {
        backedUp();
        String recovery = folder.resolve("recovery").toString();
        Path secret = Files.writeString(folder.resolve("secret"), "for testing only\n");
        ended(
                ExitCode.OK,
                "已写出恢复密钥",
                run(
                        "store",
                        "recovery-key",
                        "--config",
                        configuration(),
                        "--out",
                        recovery,
                        "--passphrase-file",
                        secret.toString()));
        Files.delete(folder.resolve("data/terminal.db"));
        Files.delete(folder.resolve("certs/store.key"));

        ended(ExitCode.REFUSED, "没有恢复", run("store", "restore", backup.toString(), "--config", configuration()));
        ended(ExitCode.OK, "已用备份替换", restored(recovery, secret));
        ended(ExitCode.OK, "共 2 条", run("store", "check", "--config", configuration()));
        Files.writeString(secret, "another");
        ended(ExitCode.CANNOT_START, "PASSPHRASE_WRONG", restored(recovery, secret));
    }

    private Ended restored(String recovery, Path secret) {
        return run(
                "store",
                "restore",
                backup.toString(),
                "--config",
                configuration(),
                "--recovery-key",
                recovery,
                "--passphrase-file",
                secret.toString());
    }
}
