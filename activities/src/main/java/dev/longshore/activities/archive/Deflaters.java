package dev.longshore.activities.archive;

import com.intel.gkl.compression.IntelDeflater;
import java.util.zip.Deflater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes deflaters: Intel's, whose part in machine code is many times faster, where that can be loaded; else the JDK's. */
final class Deflaters {

    private static final Logger LOG = LoggerFactory.getLogger(Deflaters.class);

    private final boolean mayBeNative;
    private boolean isAsked;
    private boolean isNative;

    Deflaters(boolean mayBeNative) {
        this.mayBeNative = mayBeNative;
    }

    /** For bytes that are all in memory. */
    WholeDeflater whole() {
        return isNative() ? new WholeDeflater(new IntelDeflater(Deflater.BEST_SPEED, true), true) : ofTheJdk();
    }

    static WholeDeflater ofTheJdk() {
        return new WholeDeflater(streaming(), false);
    }

    /** For bytes that come one after the other, which Intel's cannot do. */
    static Deflater streaming() {
        return new Deflater(Deflater.BEST_SPEED, true);
    }

    /** Asked once, and only by who is about to deflate, for it writes a file of machine code. */
    synchronized boolean isNative() {
        if (!isAsked) {
            isNative = mayBeNative && isForThisMachine() && isLoaded();
            LOG.info("Files are deflated by {}", isNative ? "Intel's deflater" : "the JDK's deflater");
            isAsked = true;
        }
        return isNative;
    }

    private static boolean isForThisMachine() {
        String machine = System.getProperty("os.arch", "");
        return machine.equals("amd64") || machine.equals("x86_64");
    }

    private static boolean isLoaded() {
        try {
            return WholeDeflater.ofIntelIfLoaded().map(Deflaters::works).orElse(false);
        } catch (RuntimeException | LinkageError cannot) {
            LOG.debug("Intel's deflater cannot be used", cannot);
            return false;
        }
    }

    private static boolean works(WholeDeflater tried) {
        try (tried) {
            return tried.works();
        }
    }
}
