using Chancery.Engine.Decide;
using Chancery.Engine.Inspect;
using Chancery.Policy.Facts;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Protect;

/// <summary>Whose key signs: the sender's own, the one of a department of the sender, or the one of the sender's domain (<c>sign: { key }</c>).</summary>
internal static class SignerNames
{
    /// <summary>By which to look for the key, in turn.</summary>
    /// <param name="key"><c>department</c> or <c>gateway</c>; null: the sender's own.</param>
    /// <exception cref="KeyUnavailableException">The sender's department cannot be told now.</exception>
    public static async Task<IReadOnlyList<string>> OfAsync(string? key, OpenedMessage opened, IReadOnlyList<IFactSource> sources, CancellationToken cancel)
    {
        var sender = Sender.Of(opened);
        return key switch
        {
            "gateway" => AssignedNames.OfDomainOf(sender) is { } domain ? [domain] : [],
            "department" => [.. (await DepartmentsAsync(sources, cancel)).Select(AssignedNames.OfDepartment)],
            _ => [sender],
        };
    }

    private static async Task<IEnumerable<string>> DepartmentsAsync(IReadOnlyList<IFactSource> sources, CancellationToken cancel)
    {
        var asked = new FactKey("sender.department");
        foreach (var source in sources)
        {
            switch (await source.FetchAsync(asked, cancel))
            {
                case FactAnswer.Unavailable down:
                    throw new KeyUnavailableException(asked, new InvalidOperationException(down.Reason));
                case FactAnswer.Settled { Fact: Fact.Known { Value: FactValue.Set departments } }:
                    return departments.Values;
                default:
                    continue;
            }
        }

        return [];
    }
}
