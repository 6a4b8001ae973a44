package dev.longshore.workflows.archive;

/** How long a notice may be, so that an order is refused whose notice could not be sent. In bytes. */
public final class NoticeLimits {

    /** What a queue of SQS takes. */
    public static final int MESSAGE = 1024 * 1024;

    /** Metadata as JSON in UTF-8; the rest is for what the notice says of the archive. */
    public static final int METADATA = MESSAGE - 160 * 1024;

    private NoticeLimits() {}
}
