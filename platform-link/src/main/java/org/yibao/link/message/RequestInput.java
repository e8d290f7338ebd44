package org.yibao.link.message;

/** The {@code input} of a request; its record tells the family. */
public sealed interface RequestInput
        permits SignInInput,
                SignOutInput,
                HeadInput,
                RenewalInput,
                PersonInput,
                DirectoryInput,
                DownloadInput,
                InquiryInput,
                CarriedInput,
                UploadInput,
                StatementTotalsInput,
                StatementDetailsInput,
                MoneyInput {}
