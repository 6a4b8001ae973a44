package dev.longshore.storage.zip;

/** Bytes cut into as few pieces as may be copied at once, each about as large as the others; numbered from 0. */
public record EqualPieces(long length, long most) {

    public long count() {
        return (length + most - 1) / most;
    }

    public long offset(long piece) {
        return length / count() * piece + length % count() * piece / count();
    }

    public long size(long piece) {
        return offset(piece + 1) - offset(piece);
    }
}
