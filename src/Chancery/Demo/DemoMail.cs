using Chancery.Engine.Messages;
using Chancery.Policy.Plans;

namespace Chancery.Host.Demo;

/// <summary>A mail of the demo and what its policy says must become of it, recipient by recipient.</summary>
/// <param name="Hidden">Recipients in the envelope only.</param>
/// <param name="AttachmentBytes">Octets of an attachment; 0 for none.</param>
internal sealed record DemoMail(
    string TitleEnglish, string TitleGerman, string Subject, IReadOnlyList<string> To, IReadOnlyList<string> Hidden, long AttachmentBytes,
    IReadOnlyDictionary<string, DemoOutcome> Expected)
{
    public const string Sender = "joerg.mueller@acme.example";

    public IReadOnlyList<string> Recipients => [.. To, .. Hidden];
}

/// <param name="Signed">With S/MIME.</param>
internal sealed record DemoOutcome(GroupState State, Method? Protection, bool Signed)
{
    public static DemoOutcome Untouched { get; } = new(GroupState.Delivered, Method.Plain, false);

    public static DemoOutcome SignedOnly { get; } = new(GroupState.Delivered, Method.Plain, true);

    public static DemoOutcome Encrypted { get; } = new(GroupState.Delivered, Method.Smime, true);

    public static DemoOutcome Held { get; } = new(GroupState.Held, null, false);
}
