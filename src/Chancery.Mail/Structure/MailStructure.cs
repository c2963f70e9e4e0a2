namespace Chancery.Mail.Structure;

/// <summary>The parts of a message, as far as they were read.</summary>
/// <param name="Root">Null if not even the first part could be read.</param>
/// <param name="Incomplete">Why parts may be missing; null if all were seen.</param>
/// <param name="Faults">What makes the structure ambiguous or broken.</param>
internal sealed record MailStructure(MailPart? Root, string? Incomplete, IReadOnlyList<string> Faults)
{
    public IEnumerable<MailPart> Parts => Root?.All ?? [];
}
