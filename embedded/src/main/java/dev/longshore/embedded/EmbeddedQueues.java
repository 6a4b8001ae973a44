package dev.longshore.embedded;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.DeadLettersQueue;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;
import scalikejdbc.ConnectionPool;

/**
 * ElasticMQ inside this process: SQS queues whose messages are rows of an H2 database, so they outlive it. Its connections
 * are kept for the whole process, so one process runs one of these at a time.
 */
public final class EmbeddedQueues implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private static final Object VISIBLE_AGAIN_AFTER_SECONDS = 20L;
    private static final int RECEIVED_AT_MOST = 2;
    /** Else they would be gone at the first signal, while whoever uses them still ends its work. */
    private static final Config ENDED_BY_US_ALONE = ConfigFactory.parseString(
            "pekko { jvm-shutdown-hooks = off, coordinated-shutdown.run-by-jvm-shutdown-hook = off }");

    private static final String DRIVER = "org.h2.Driver";

    private final ActorSystem actors;
    private final SQSRestServer server;
    private final int port;

    private EmbeddedQueues(ActorSystem actors, SQSRestServer server, int port) {
        this.actors = actors;
        this.server = server;
        this.port = port;
    }

    /**
     * With port 0 on a free one. Queues and messages that the folder holds are there again.
     *
     * @param names queues that are made unless they are there, each with a dead-letter queue {@code <name>-dlq} to which a
     *     message goes that was received twice and not deleted within 20 seconds
     */
    public static EmbeddedQueues start(Path folder, int port, List<String> names) {
        new LocalPort("SQS", port, "LONGSHORE_LOCAL_PORTS_SQS").requireFree();
        ActorSystem actors = ActorSystem.create("queues", ENDED_BY_US_ALONE.withFallback(ConfigFactory.load()));
        try {
            String database = databaseIn(folder);
            useAsTheOnlyDatabase(database);
            ActorRef rows = actors.actorOf(Props.create(
                    SqlQueuePersistenceActor.class,
                    new SqlQueuePersistenceConfig(true, DRIVER, database, "", "", false),
                    withDeadLetters(names)));
            ActorRef queues = actors.actorOf(Props.create(
                    QueueManagerActor.class, new NowProvider(), StrictSQSLimits$.MODULE$, Option.apply(rows)));
            Patterns.ask(rows, new QueueEvent.Restore(queues), STARTS_WITHIN)
                    .toCompletableFuture()
                    .get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
            return listening(actors, queues, port);
        } catch (ExecutionException | TimeoutException | RuntimeException error) {
            stop(actors);
            throw new ServerFailedException("The SQS server did not start on port " + port + ": " + error, error);
        } catch (InterruptedException error) {
            stop(actors);
            Thread.currentThread().interrupt();
            throw new ServerFailedException("The SQS server was interrupted while it started", error);
        }
    }

    private static EmbeddedQueues listening(ActorSystem actors, ActorRef queues, int port) {
        int number = port == 0 ? LocalPort.free(1).get(0) : port; // now, for somebody else may take it meanwhile
        SQSRestServer server = SQSRestServerBuilder.withActorSystem(actors)
                .withQueueManagerActor(queues)
                .withInterface(Loopback.HOST)
                .withPort(number)
                .start();
        server.waitUntilStarted();
        return new EmbeddedQueues(actors, server, number);
    }

    private static scala.collection.immutable.List<CreateQueueMetadata> withDeadLetters(List<String> names) {
        List<CreateQueueMetadata> queues = new ArrayList<>();
        for (String name : names) {
            String deadLetters = name + "-dlq";
            queues.add(queue(deadLetters, Option.empty()));
            queues.add(queue(name, Option.apply(new DeadLettersQueue(deadLetters, RECEIVED_AT_MOST))));
        }
        return CollectionConverters.asScala(queues).toList();
    }

    private static CreateQueueMetadata queue(String name, Option<DeadLettersQueue> deadLetters) {
        return new CreateQueueMetadata(
                name,
                Option.apply(VISIBLE_AGAIN_AFTER_SECONDS),
                Option.empty(),
                Option.empty(),
                0,
                0,
                deadLetters,
                false,
                false,
                Option.empty(),
                Option.empty(),
                Map$.MODULE$.empty());
    }

    /** Each change is written at once, and the database is closed with the server, not before. */
    private static String databaseIn(Path folder) {
        return "jdbc:h2:file:" + folder.toAbsolutePath().normalize().resolve("queues")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    public int port() {
        return port;
    }

    public URI endpoint() {
        return URI.create("http://" + Loopback.HOST + ":" + port);
    }

    @Override
    public void close() {
        server.stopAndWait();
        stop(actors);
    }

    private static void stop(ActorSystem actors) {
        actors.terminate();
        actors.getWhenTerminated().toCompletableFuture().join();
        ConnectionPool.closeAll();
    }

    /** ElasticMQ connects once in a process and would write into the folder of the one that was started first. */
    private static void useAsTheOnlyDatabase(String url) {
        ConnectionPool.singleton(
                url,
                "",
                "",
                ConnectionPool.singleton$default$4(),
                ConnectionPool.singleton$default$5(url, "", "", ConnectionPool.singleton$default$4()));
    }
}
