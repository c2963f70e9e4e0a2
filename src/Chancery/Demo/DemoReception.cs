using Chancery.Engine.Ids;
using Chancery.Engine.Receive;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;

namespace Chancery.Host.Demo;

/// <summary>The demo's next hop: takes every mail that comes over SMTP and keeps its bytes in a folder.</summary>
internal sealed class DemoReception(DemoOutbox outbox, IIdSource ids, TimeProvider time) : IReception
{
    public ValueTask<SmtpReply?> CheckSenderAsync(Session session, string reversePath, long? declaredSize, CancellationToken cancel) => default;

    public ValueTask<SmtpReply?> CheckRecipientAsync(Session session, string reversePath, string recipient, CancellationToken cancel) => default;

    public Task<IIncomingMessage> OpenAsync(Session session, Envelope envelope, CancellationToken cancel) =>
        Task.FromResult<IIncomingMessage>(new Incoming(this, ids.NewId(), envelope));

    private sealed class Incoming(DemoReception owner, string id, Envelope envelope) : IIncomingMessage
    {
        private const int HeaderLimit = 256_000;

        private readonly string _path = owner.Outbox.PathOf(id, ".part");
        private FileStream? _file;

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) =>
            await (_file ??= File.Create(_path)).WriteAsync(data, cancel);

        public async Task<SmtpReply> CommitAsync(CancellationToken cancel)
        {
            var file = _file ??= File.Create(_path);
            file.Position = 0;
            var origin = OriginOf(RawHeaderBlock.Read(file, HeaderLimit));
            await file.DisposeAsync();
            _file = null;
            File.Move(_path, owner.Outbox.PathOf(id, ".eml"));
            owner.Outbox.Add(new CopyNote(id, origin, owner.Time.GetUtcNow(), envelope.ReversePath, envelope.Recipients));
            return SmtpReply.Ok("0.0", $"{id} kept in the demo's outbox");
        }

        public async ValueTask DisposeAsync()
        {
            if (_file is not null)
                await _file.DisposeAsync();
            File.Delete(_path);
        }

        /// <summary>The gateway's own Received field is the topmost and ends <c>with ESMTP id …;</c>.</summary>
        private static string OriginOf(RawHeaderBlock header)
        {
            var words = (header.Texts("Received").FirstOrDefault() ?? "").Split([' ', '\t', ';', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
            var at = Array.IndexOf(words, "id");
            return at >= 0 && at + 1 < words.Length ? words[at + 1] : "";
        }
    }

    private DemoOutbox Outbox => outbox;

    private TimeProvider Time => time;
}
