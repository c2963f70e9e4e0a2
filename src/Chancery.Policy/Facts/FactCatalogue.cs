using Chancery.Policy.Registry;

namespace Chancery.Policy.Facts;

/// <summary>What a fact speaks about.</summary>
public enum FactAbout { Message, Recipient, Attachment }

/// <param name="Name">As rules write it, without the quantifier of attachments: <c>attachment.type</c>.</param>
public sealed record CataloguedFact(string Name, FactAbout About);

/// <summary>The names of all facts that rules can ask for, in the order of the reference.</summary>
public static class FactCatalogue
{
    public static IReadOnlyList<CataloguedFact> All { get; } = [.. FactRegistry.All.Select(fact => new CataloguedFact(fact.Name, fact.Level switch
    {
        FactLevel.Recipient => FactAbout.Recipient,
        FactLevel.Attachment => FactAbout.Attachment,
        _ => FactAbout.Message,
    }))];
}
