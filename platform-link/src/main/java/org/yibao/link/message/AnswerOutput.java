package org.yibao.link.message;

/** The {@code output} of an answer that took effect. */
public sealed interface AnswerOutput
        permits SignInOutput,
                SignOutOutput,
                HeadOutput,
                PersonOutput,
                DirectoryOutput,
                DownloadOutput,
                SettleOutput,
                ReversalOutput {}
