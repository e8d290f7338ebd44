package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * 9001.
 *
 * @param headinfo how the terminal's journal went on; not in the national interface
 */
public record SignInInput(@JsonProperty("signIn") SignIn signIn, HeadNode headinfo) implements RequestInput {
    public record SignIn(String opterNo, String mac, String ip) {}
}
