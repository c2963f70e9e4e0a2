namespace Chancery.Host.Survey;

/// <summary>The inventory of many mails, in memory that does not grow with their number.</summary>
/// <param name="domains">Ours; empty: the domain that takes part in most mails counts as ours.</param>
internal sealed class Inventory(IReadOnlyList<string> domains)
{
    private const int MostAddresses = 50_000;
    private const char Arrow = '>';

    private readonly Tally _flows = new();
    private readonly Tally _partners = new();
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    public long Mails { get; private set; }

    public long Bytes { get; private set; }

    public long Partly { get; private set; }

    public long Problems { get; private set; }

    public long AttachmentCount { get; private set; }

    public DateTimeOffset? First { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    public Tally Labels { get; } = new();

    public Tally Tags { get; } = new();

    public Tally Types { get; } = new();

    public Tally Detectors { get; } = new();

    public Tally Hits { get; } = new();

    public Tally Crypto { get; } = new();

    public Tally Notable { get; } = new();

    public Tally SenderDomains { get; } = new();

    public Tally SenderAddresses { get; } = new();

    public SizeClasses Sizes { get; } = new();

    /// <summary>Everybody who takes part, for the look at keys; of very many only the first.</summary>
    public IReadOnlyCollection<string> Addresses => _addresses;

    public bool HasAllAddresses => _addresses.Count < MostAddresses;

    public bool IsGuessed => domains.Count == 0;

    public IReadOnlyList<string> Ours => domains.Count > 0 ? domains : [.. _partners.Top(2).Select(entry => entry.Name).Where(name => name != "?").Take(1)];

    public void AddProblem() => Problems++;

    public void Add(SurveyedMail mail)
    {
        Mails++;
        Bytes += mail.Size;
        Partly += mail.IsPartly ? 1 : 0;
        if (mail.Date is { } date && date.Year is > 1990 and < 2200)
            (First, Last) = (First is null || date < First ? date : First, Last is null || date > Last ? date : Last);
        AddPeople(mail);
        foreach (var label in mail.Labels)
            Labels.Add(label);
        foreach (var tag in mail.Tags)
            Tags.Add(tag);
        foreach (var (detector, hits) in mail.Detectors)
        {
            Detectors.Add(detector);
            Hits.Add(detector, times: hits);
        }

        Crypto.Add(mail.Encrypted is { } kind ? $"encrypted ({kind})" : mail.Signed is { } signed ? $"signed ({signed})" : "neither");
        foreach (var attachment in mail.Attachments)
            Add(attachment);
    }

    /// <summary>By pair of domains, most mails first.</summary>
    public IReadOnlyList<Flow> Flows(int most) => [.. AllFlows().OrderByDescending(flow => flow.Mails).ThenBy(flow => flow.From, StringComparer.Ordinal).ThenBy(flow => flow.To, StringComparer.Ordinal).Take(most)];

    /// <summary>Copies by direction: outbound, inbound, internal, foreign.</summary>
    public IReadOnlyList<TallyEntry> Directions()
    {
        var sums = new Tally();
        foreach (var flow in AllFlows())
            sums.Add(flow.Direction, flow.Bytes, flow.Mails);
        return sums.Top(4);
    }

    private void AddPeople(SurveyedMail mail)
    {
        var from = SurveyedMail.DomainOf(mail.From);
        SenderDomains.Add(from, mail.Size);
        SenderAddresses.Add(mail.From, mail.Size);
        var domainsOfMail = mail.To.Select(SurveyedMail.DomainOf).Distinct().ToList();
        foreach (var to in domainsOfMail)
            _flows.Add($"{from}{Arrow}{to}", mail.Size);
        foreach (var domain in domainsOfMail.Append(from).Distinct())
            _partners.Add(domain);
        foreach (var address in mail.To.Append(mail.From).Where(address => address.Length > 0))
            if (_addresses.Count < MostAddresses)
                _addresses.Add(address);
    }

    private void Add(SurveyedAttachment attachment)
    {
        AttachmentCount++;
        Types.Add(attachment.Type, attachment.Size);
        Sizes.Add(attachment.Size);
        if (attachment.Mismatch)
            Notable.Add("mismatch");
        if (attachment.Encrypted)
            Notable.Add("encrypted");
        if (attachment.Macro)
            Notable.Add("macro");
    }

    private IEnumerable<Flow> AllFlows()
    {
        var ours = Ours.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in _flows.Top(int.MaxValue))
        {
            var pair = entry.Name.Split(Arrow);
            var (from, to) = pair.Length == 2 ? (pair[0], pair[1]) : (Tally.Others, Tally.Others);
            var direction = (ours.Contains(from), ours.Contains(to)) switch { (true, true) => "internal", (true, false) => "outbound", (false, true) => "inbound", _ => "foreign" };
            yield return new Flow(from, to, direction, entry.Times, entry.Bytes);
        }
    }
}

/// <param name="Mails">A mail to several domains counts in each of their flows.</param>
internal sealed record Flow(string From, string To, string Direction, long Mails, long Bytes);
