using System.Globalization;
using Chancery.Engine.Decide;
using Chancery.Engine.Settings;
using Chancery.Mail.Contents;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Inspect.Inventory;

/// <summary>Goes through the catalogue of facts, once for the message, each recipient and each attachment.</summary>
internal sealed class Catalogue(InspectedMail mail, OpenedMessage opened, FactQuestions ask, GatewaySettings settings, InventoryOptions options, TimeProvider time)
{
    private const string Plan = "plan.";

    private readonly Policy.People.NamedPeople _people = opened.Tenant.Policy.PeopleAt(opened.Message.ReceivedAt);

    public async Task<IReadOnlyList<ShownFact>> AllAsync(CancellationToken cancel)
    {
        var shown = new List<ShownFact>();
        foreach (var fact in FactCatalogue.All.Where(fact => !fact.Name.StartsWith(Plan, StringComparison.Ordinal)))
            shown.AddRange(fact.About switch
            {
                FactAbout.Recipient => await EachAsync(fact.Name, opened.Message.Envelope.Recipients.Take(options.MostRecipients), OfRecipientAsync, cancel),
                FactAbout.Attachment => await EachAsync(fact.Name, mail.Attachments.Select(attachment => attachment.Number), OfAttachmentAsync, cancel),
                _ => await OfMessageAsync(fact.Name, cancel),
            });
        return shown;
    }

    private async Task<IEnumerable<ShownFact>> OfMessageAsync(string name, CancellationToken cancel)
    {
        switch (name)
        {
            case "content":
                var detectors = new List<ShownFact>();
                foreach (var detector in opened.Tenant.Policy.Reading.Detectors.Keys.Order(StringComparer.Ordinal))
                    detectors.Add(new ShownFact(name, await ask.FindAsync(new FactKey(name, null, detector), cancel) ?? MissingSource.Of(name), Of: detector));
                return detectors;
            case "classification":
                var answers = new List<ShownFact>();
                foreach (var model in settings.Classifiers.Keys.Order(StringComparer.Ordinal))
                    foreach (var part in (string[])["classification.label", "classification.score"])
                        answers.Add(new ShownFact(part, await ask.FindAsync(new FactKey(part, null, model), cancel) ?? MissingSource.Of(name), Of: model));
                return answers.Count > 0 ? answers : [new ShownFact(name, MissingSource.Of(name))];
            default:
                return [new ShownFact(name, await MessageFactAsync(name, cancel) ?? MissingSource.Of(name))];
        }
    }

    private async Task<Fact?> MessageFactAsync(string name, CancellationToken cancel) => name switch
    {
        "sender.address" => await SendersAsync(address => address, cancel),
        "sender.domain" => await SendersAsync(DomainOf, cancel),
        "sender.group" => await GroupsAsync(name, null, Senders, cancel),
        "session.ip" when options.Peer is null => new Fact.Unknown("which address it came from is not known (--peer)"),
        "session.helo" when options.Helo is null => new Fact.Unknown("what the peer called itself is not known (--helo)"),
        "header" => Fact.Of(mail.Header.Fields.Select(field => field.Name).Distinct(StringComparer.OrdinalIgnoreCase)),
        "time" => Fact.Of(time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)),
        _ when name.StartsWith("auth.", StringComparison.Ordinal) && settings.Dns.Servers.Count == 0 =>
            await ask.FindAsync(new FactKey(name), cancel) is Fact.Known known ? known : MissingSource.Of(name),
        _ => await ask.FindAsync(new FactKey(name), cancel),
    };

    private async Task<Fact?> OfRecipientAsync(string name, string address, CancellationToken cancel) => name switch
    {
        "recipient.address" => Fact.Of(address),
        "recipient.domain" => Fact.Of(DomainOf(address)),
        "recipient.group" => await GroupsAsync(name, address, [address], cancel),
        "recipient.role" => await ask.WhichAsync(_people.Roles.Keys.Order(StringComparer.Ordinal), role => _people.Roles[role]?.Contains(address), role => new FactKey(name, address, role), cancel),
        "direction" when opened.Tenant.Domains.Count == 0 => new Fact.Unknown("no domains are known to be ours (--policy, --config)"),
        _ => await ask.FindAsync(new FactKey(name, address), cancel),
    };

    private async Task<Fact?> OfAttachmentAsync(string name, string part, CancellationToken cancel)
    {
        if (name != "attachment.archive.contains")
            return await ask.FindAsync(new FactKey(name, part), cancel);
        var item = mail.Attachments.First(attachment => attachment.Number == part).Content;
        var unseen = MailContents.Within(item).Select(entry => entry.Unseen).FirstOrDefault(reason => reason is not null);
        return unseen is not null ? new Fact.Unknown(unseen) : Fact.Of(MailContents.Within(item).Skip(1).Select(entry => entry.Type).Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<List<ShownFact>> EachAsync(string name, IEnumerable<string> subjects, Func<string, string, CancellationToken, Task<Fact?>> find, CancellationToken cancel)
    {
        var shown = new List<ShownFact>();
        foreach (var subject in subjects)
            shown.Add(new ShownFact(name, await find(name, subject, cancel) ?? MissingSource.Of(name), subject));
        return shown;
    }

    private IReadOnlyList<string> Senders => [.. mail.From.Append(opened.Message.Envelope.ReversePath).Where(address => address.Length > 0).Select(Mail.Addresses.MailAddress.NormaliseOrLower).Distinct()];

    private async Task<Fact?> SendersAsync(Func<string, string> part, CancellationToken cancel) =>
        await ask.FindAsync(new FactKey("sender.header"), cancel) is Fact.Unknown unreadable ? unreadable : Fact.Of(Senders.Select(part).Distinct());

    private Task<Fact?> GroupsAsync(string name, string? subject, IReadOnlyList<string> people, CancellationToken cancel) => ask.WhichAsync(
        _people.Groups.Keys.Order(StringComparer.Ordinal), group => _people.Groups[group] is { } members ? people.Any(members.Contains) : null, group => new FactKey(name, subject, group), cancel);

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];
}
