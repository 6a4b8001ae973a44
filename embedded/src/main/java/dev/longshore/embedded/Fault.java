package dev.longshore.embedded;

import java.time.Duration;

/** What can happen to a request on its way. */
public sealed interface Fault {

    record None() implements Fault {}

    /** Waits before anything goes on to the server. */
    record Delay(Duration pause) implements Fault {}

    /** Cuts the connection when so many bytes of the request's body went on to the server. */
    record CutRequest(long afterBytes) implements Fault {}

    /**
     * Lets the server do its work and cuts the connection before the first byte of the answer.
     *
     * @param meanwhile what happens between the one and the other
     */
    record LoseAnswer(Runnable meanwhile) implements Fault {

        public LoseAnswer() {
            this(() -> {});
        }
    }

    /** Cuts the connection when so many bytes of the answer's body went back to the client. */
    record CutAnswer(long afterBytes) implements Fault {}

    /** Answers in the server's stead, which hears nothing of it. */
    record Refuse(int status) implements Fault {}

    /** Says this, in XML, in the server's stead, which hears nothing of it. */
    record Answer(int status, String body) implements Fault {}
}
