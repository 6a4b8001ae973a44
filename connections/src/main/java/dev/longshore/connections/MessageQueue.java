package dev.longshore.connections;

import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.SENT_TIMESTAMP;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * One queue. Every call has a deadline, and throws {@link QueueUnavailableException} if the queue is not there, does not
 * answer or lets us not in, and {@link QueueRefusedException} if it does not take what it was asked.
 */
public final class MessageQueue {

    /** Some servers write the number as a text. */
    private static final Pattern MOST_RECEIVES = Pattern.compile("\"maxReceiveCount\"\\s*:\\s*\"?(\\d{1,4})");

    static final int MOST_AT_ONCE = 10;
    static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final MessageQueues queues;
    private final String nameOrUrl;
    private volatile @Nullable String url;

    MessageQueue(MessageQueues queues, String nameOrUrl) {
        this.queues = queues;
        this.nameOrUrl = nameOrUrl;
        url = nameOrUrl.contains("://") ? nameOrUrl : null;
    }

    /** Without account and host. */
    public String name() {
        return nameOrUrl.substring(nameOrUrl.lastIndexOf('/') + 1);
    }

    public boolean isFifo() {
        return nameOrUrl.endsWith(".fifo");
    }

    /**
     * Takes messages, which the queue then hides from others for its visibility timeout.
     *
     * @param most 1 to 10
     * @param wait for the first message, at most 20 seconds
     */
    public List<QueueMessage> receive(int most, Duration wait) {
        int seconds = (int) Math.min(wait.toSeconds(), LONGEST_WAIT.toSeconds());
        int count = Math.max(1, Math.min(most, MOST_AT_ONCE));
        return call(
                "ReceiveMessage",
                sqs -> sqs
                        .receiveMessage(request -> request.queueUrl(url(sqs))
                                .maxNumberOfMessages(count)
                                .waitTimeSeconds(seconds)
                                .messageSystemAttributeNames(APPROXIMATE_RECEIVE_COUNT, SENT_TIMESTAMP))
                        .messages()
                        .stream()
                        .map(MessageQueue::received)
                        .toList());
    }

    /** Has no effect, and may be refused, if the message was received by somebody else meanwhile. */
    public void delete(QueueMessage message) {
        call(
                "DeleteMessage",
                sqs -> sqs.deleteMessage(request -> request.queueUrl(url(sqs)).receiptHandle(message.receiptHandle())));
    }

    /** Shows the message to others at once; this receive counts nevertheless. */
    public void giveBack(QueueMessage message) {
        hide(message, Duration.ZERO);
    }

    /** Keeps the message from others for so long from now on. */
    public void hide(QueueMessage message, Duration time) {
        call(
                "ChangeMessageVisibility",
                sqs -> sqs.changeMessageVisibility(request -> request.queueUrl(url(sqs))
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout((int) time.toSeconds())));
    }

    /**
     * Sends a message and gives its id.
     *
     * @param deduplicationId by which a FIFO queue knows a message for five minutes; means nothing to others
     * @param group whose messages a FIFO queue keeps in order; means nothing to others
     */
    public String send(String body, String deduplicationId, String group) {
        return call("SendMessage", sqs -> {
            SendMessageRequest.Builder message =
                    SendMessageRequest.builder().queueUrl(url(sqs)).messageBody(body);
            if (isFifo()) {
                message.messageDeduplicationId(deduplicationId).messageGroupId(group);
            }
            return sqs.sendMessage(message.build()).messageId();
        });
    }

    /** How often a message is received before it goes to a dead-letter queue; empty if the queue has none. */
    public OptionalInt mostReceives() {
        String policy = call(
                "GetQueueAttributes",
                sqs -> sqs.getQueueAttributes(
                                request -> request.queueUrl(url(sqs)).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                        .attributes()
                        .getOrDefault(QueueAttributeName.REDRIVE_POLICY, ""));
        Matcher most = MOST_RECEIVES.matcher(policy);
        return most.find() ? OptionalInt.of(Integer.parseInt(most.group(1))) : OptionalInt.empty();
    }

    private <T> T call(String action, Function<SqsClient, T> work) {
        try {
            return work.apply(queues.client());
        } catch (SdkException failure) {
            throw queues.failures().explain(name(), action, failure);
        } catch (RuntimeException broken) { // a client that is closed meanwhile has no threads and connections
            if (queues.isClosed()) {
                throw new QueueUnavailableException("SQS queue " + name() + " is not used any more", broken);
            }
            throw broken;
        }
    }

    /** The SDK sends requests to its endpoint; the host of a queue's URL leads nobody elsewhere. */
    private String url(SqsClient sqs) {
        String known = url;
        if (known == null) {
            known = sqs.getQueueUrl(request -> request.queueName(nameOrUrl)).queueUrl();
            url = known;
        }
        return known;
    }

    private static QueueMessage received(Message message) {
        return new QueueMessage(
                message.messageId(),
                message.body(),
                message.receiptHandle(),
                Integer.parseInt(message.attributes().getOrDefault(APPROXIMATE_RECEIVE_COUNT, "1")),
                Instant.ofEpochMilli(Long.parseLong(message.attributes().getOrDefault(SENT_TIMESTAMP, "0"))));
    }
}
