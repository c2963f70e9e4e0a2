using Chancery.Engine.Ports;

namespace Chancery.Studio.Model;

/// <summary>Where the pages read from: the stores of the running gateway.</summary>
public interface IStudioSource
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<MessageRecord>> RecentAsync(int max, CancellationToken cancel);

    Task<MessageRecord?> GetAsync(string messageId, CancellationToken cancel);

    /// <summary>Plain words, one line each.</summary>
    /// <param name="language"><c>de</c> or <c>en</c>.</param>
    IReadOnlyList<string> Explain(MessageRecord record, string language);

    /// <summary>Copies that arrived in the built-in outbox of the demo; empty where there is none.</summary>
    IReadOnlyList<DeliveredCopy> CopiesOf(string messageId);

    /// <summary>The copy as it arrived; null if there is no such copy.</summary>
    Stream? OpenCopy(string messageId, string copyId);
}
