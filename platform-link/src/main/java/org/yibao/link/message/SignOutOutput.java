package org.yibao.link.message;

/** Answer to 9002. */
public record SignOutOutput(SignInOutput.SignNode signinoutb) implements AnswerOutput {}
