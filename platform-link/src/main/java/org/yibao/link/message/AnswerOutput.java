package org.yibao.link.message;

/** The {@code output} of an answer that took effect. */
public sealed interface AnswerOutput
        permits SignInOutput,
                SignOutOutput,
                HeadOutput,
                RenewalOutput,
                PersonOutput,
                DirectoryOutput,
                DownloadOutput,
                InquiryOutput,
                CarriedOutput,
                UploadOutput,
                StatementTotalsOutput,
                StatementDetailsOutput,
                SettleOutput,
                ReversalOutput {}
