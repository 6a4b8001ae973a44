package dev.longshore.embedded;

/**
 * One request and what came of it.
 *
 * @param bodyBytes bytes of the request's body that went on to the server, with the framing of signed chunks
 * @param status of the server's answer, 0 as long as there is none
 * @param isAnswered whether the answer reached the client whole
 */
public record PassedExchange(PassedRequest request, long bodyBytes, long answerBytes, int status, boolean isAnswered) {}
