using Chancery.Engine.Explain;
using Chancery.Engine.Ports;
using Chancery.Host.Demo;
using Chancery.Studio.Model;

namespace Chancery.Host.Serving;

/// <summary>The studio's view of the stores.</summary>
/// <param name="outbox">Where the demo's next hop keeps what arrived; null in real operation.</param>
/// <param name="since">Earlier messages are not listed; null: all are.</param>
internal sealed class StudioSource(IMailStore store, IPseudonymSource pseudonyms, DemoOutbox? outbox, DateTimeOffset? since) : IStudioSource
{
    public Task<IReadOnlyList<MessageRecord>> RecentAsync(int max, CancellationToken cancel) => store.FindAsync(new MessageQuery(Since: since, Max: max), cancel);

    public Task<MessageRecord?> GetAsync(string messageId, CancellationToken cancel) => store.GetAsync(messageId, cancel);

    public IReadOnlyList<string> Explain(MessageRecord record, string language) => Explanation.LinesFor(record, language, pseudonyms);

    public IReadOnlyList<DeliveredCopy> CopiesOf(string messageId) => outbox?.CopiesOf(messageId) ?? [];

    public Stream? OpenCopy(string messageId, string copyId) => outbox?.Open(messageId, copyId);
}
