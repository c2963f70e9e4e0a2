using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Policy;
using Chancery.Policy.Plans;
using Chancery.Studio;
using Chancery.Studio.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chancery.Tests.Studio;

/// <summary>The studio's pages on a listener of their own, over one recorded message.</summary>
public sealed class StudioFixture : IAsyncLifetime
{
    public const string MessageId = "01JDMESSAGE000000000000000";

    private WebApplication? _app;

    public HttpClient Browser { get; } = new();

    public bool ShowsMessages { get; init; } = true;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddStudio();
        builder.Services.AddSingleton(new StudioOptions(ShowsMessages, IsDemo: true));
        builder.Services.AddSingleton<IStudioSource>(new OneMessage());
        _app = builder.Build();
        _app.MapStudio();
        await _app.StartAsync();
        Browser.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private sealed class OneMessage : IStudioSource
    {
        private static readonly DateTimeOffset At = new(2026, 11, 24, 8, 30, 0, TimeSpan.Zero);

        private static MessageRecord Record { get; } = Make();

        public Task<IReadOnlyList<MessageRecord>> RecentAsync(int max, CancellationToken cancel) => Task.FromResult<IReadOnlyList<MessageRecord>>([Record]);

        public Task<MessageRecord?> GetAsync(string messageId, CancellationToken cancel) => Task.FromResult(messageId == MessageId ? Record : null);

        public IReadOnlyList<string> Explain(MessageRecord record, string language) => [language == "de" ? "Weil die Regel es will." : "Because the rule says so."];

        public IReadOnlyList<DeliveredCopy> CopiesOf(string messageId) =>
            [new DeliveredCopy("01JDCOPY", At, "anna@acme.example", ["bernd@partner.example"], 53_211, "Subject: <script>alert(1)</script>\r\n")];

        public Stream? OpenCopy(string messageId, string copyId) => copyId == "01JDCOPY" ? new MemoryStream("Subject: x\r\n\r\nbody\r\n"u8.ToArray()) : null;

        private static MessageRecord Make()
        {
            var tenant = TenantId.Default;
            var envelope = new Envelope("anna@acme.example", ["bernd@partner.example", "eve@other.example"]);
            var session = new Session("127.0.0.1:2525", "127.0.0.1", "client", null, SessionTrust.Internal, null, null);
            var body = new BlobRef("b1", 41_231_877, new string('0', 64));
            var message = new SpooledMessage(tenant, MessageId, At, session, envelope, body, "<a@acme.example>", "anna@acme.example");
            var sent = new Plan { Disposition = Disposition.Deliver, Protection = Method.Smime, Sign = Signature.Smime };
            var held = new Plan { Disposition = Disposition.Hold };
            List<MessageGroup> groups =
            [
                new(1, ["bernd@partner.example"], false, sent, [new RuleHit("partner/encrypt", Certainty.Must)], GroupState.Delivered),
                new(2, ["eve@other.example"], true, held, [], GroupState.Held) { Reason = "no usable <key>" },
            ];
            var mail = new OutgoingMail("anna@acme.example", ["bernd@partner.example"], body, "{}", 53_211, false, false, "default", TlsMode.None);
            var effect = new Effect(tenant, MessageId + "-1-smtp-1", MessageId, 1, "smtp", mail, []);
            var entry = RegisterChain.Append(1, new RegisterEvent(tenant, At, "received", MessageId, "{}"), RegisterChain.Genesis);
            return new MessageRecord(
                message, MessageState.Decided, null, null, null, groups,
                [new EffectStatus(effect, [new EffectRecipient("bernd@partner.example", RecipientState.Delivered, "250 2.0.0 kept")], 1, At, null)], [entry]);
        }
    }
}
