using Chancery.Mail.ContentTypes;

namespace Chancery.Mail.Contents;

/// <summary>What stands before a content, and what may run in it.</summary>
/// <param name="Encrypted">It needs a password or a key; of an archive, any entry of its own does.</param>
/// <param name="Macro">It carries macros; of a container, anything in it does.</param>
public sealed record Locks(Finding Encrypted, Finding Macro)
{
    internal static Locks Nothing(string reason) => new(Finding.Not(reason), Finding.Not(reason));

    internal static Locks Of(ContentItem item)
    {
        var sample = item.Sample();
        return new Locks(Told(Encryption.Of(sample, item.Type)), Told(Macros.Of(sample, item.Type)));
    }

    private static Finding Told(bool? value) => value is { } known ? Finding.Of(known) : Finding.Not("the type is not known");
}
