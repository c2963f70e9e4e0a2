namespace Chancery.Host.Survey;

/// <summary>What a survey tells, ready to be written in any form.</summary>
/// <param name="Keys">Null where no key store was named.</param>
/// <param name="WithAddresses">The user asked for persons; else nothing below a domain is told.</param>
/// <param name="Problems">Inputs that could not be read, at most the first hundred.</param>
internal sealed record SurveyReport(Inventory Inventory, IReadOnlyList<DomainKeys>? Keys, bool WithAddresses, IReadOnlyList<(string Source, string Problem)> Problems, string Policy)
{
    public const int MostRows = 50;

    public IReadOnlyList<TallyEntry> Senders => (WithAddresses ? Inventory.SenderAddresses : Inventory.SenderDomains).Top(20);
}
