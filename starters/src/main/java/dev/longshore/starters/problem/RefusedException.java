package dev.longshore.starters.problem;

/** A request that is not served, with the HTTP status and the reason that the caller reads. */
public final class RefusedException extends RuntimeException {

    private final int status;

    public RefusedException(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    public static RefusedException badRequest(String detail) {
        return new RefusedException(400, detail);
    }

    public static RefusedException notFound(String detail) {
        return new RefusedException(404, detail);
    }

    public static RefusedException conflict(String detail) {
        return new RefusedException(409, detail);
    }

    public static RefusedException tooLarge(String detail) {
        return new RefusedException(413, detail);
    }

    public static RefusedException unavailable(String detail) {
        return new RefusedException(503, detail);
    }

    public Problem problem() {
        return Problem.of(status, String.valueOf(getMessage()));
    }
}
