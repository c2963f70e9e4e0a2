using Chancery.Engine.Simulate;
using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Mail.Recipients;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Policy.Testing.Running;

namespace Chancery.Engine.Testing;

/// <summary>Mails of policy tests, read by the parser of live operation.</summary>
public sealed class EmlFixtures : IFixtures
{
    private static readonly InspectionLimits Limits = new();

    public IFixture Open(string path, FixtureEnvelope envelope) =>
        new Fixture(MailInspector.Inspect(new MemoryStream(CanonicalLines.Of(File.ReadAllBytes(path))), Limits), envelope);

    private sealed class Fixture : IFixture
    {
        private readonly InspectedMail _mail;
        private readonly MailContext _context;

        public Fixture(InspectedMail mail, FixtureEnvelope given)
        {
            _mail = mail;
            Sender = given.From ?? (mail.From is [var first, ..] ? first : mail.Sender) ?? "";
            IReadOnlyList<string> domains = given.OwnDomains.Count == 0 && DomainOf(Sender) is { } own ? [own] : given.OwnDomains;
            var envelope = new Envelope(Sender, [.. (given.To ?? [.. mail.To, .. mail.Cc]).Concat(given.Hidden).Distinct(StringComparer.OrdinalIgnoreCase)]);
            _context = new MailContext(SessionOf(given, domains), envelope, [.. domains]) { Reading = given.Reading };
            var hidden = HiddenRecipients.Of(envelope, mail).ToHashSet(StringComparer.OrdinalIgnoreCase);
            Recipients = [.. envelope.Recipients.Select(address => new DecisionRecipient(address, hidden.Contains(address)))];
        }

        public string Sender { get; }

        public IReadOnlyList<DecisionRecipient> Recipients { get; }

        public Fact? Find(FactKey key) => MailFacts.TryFetch(key, _mail, _context);

        public void Dispose() => _mail.Dispose();

        private Session SessionOf(FixtureEnvelope given, IReadOnlyList<string> domains)
        {
            var ours = DomainOf(Sender) is { } domain && domains.Contains(domain);
            // The language also knows `signed`, which no session has by itself; the case gives that fact.
            var trust = Enum.TryParse<SessionTrust>(given.Trust, ignoreCase: true, out var named) ? named : ours ? SessionTrust.Internal : SessionTrust.Anonymous;
            return SimulatedInstallation.Nobody with { Trust = trust, User = trust == SessionTrust.Authenticated ? Sender : null, Connector = given.Connector };
        }

        private static string? DomainOf(string address) => MailAddress.TryParse(address, out var parsed) ? parsed.Domain : null;
    }
}
