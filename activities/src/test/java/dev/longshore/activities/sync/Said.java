package dev.longshore.activities.sync;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class warns of. */
final class Said {

    interface Work {
        void run() throws InterruptedException;
    }

    private Said() {}

    static List<String> by(Class<?> type, Work work) throws InterruptedException {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(type);
        Level usual = log.getLevel();
        said.start();
        log.addAppender(said);
        log.setLevel(Level.WARN);
        try {
            work.run();
        } finally {
            log.setLevel(usual);
            log.detachAppender(said);
        }
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
