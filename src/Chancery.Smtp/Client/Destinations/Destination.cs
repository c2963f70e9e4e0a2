using Chancery.Engine.Ports;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Destinations;

/// <summary>Hosts that may take a mail, the preferred one first; or what becomes of it where there are none.</summary>
/// <param name="ApproachAsync">Looks up how one of them is to be approached; throws <see cref="PeerException"/> where that cannot be done now.</param>
internal sealed record Destination(IReadOnlyList<Target> Targets, Func<Target, CancellationToken, Task<Approach>> ApproachAsync)
{
    /// <summary>For every recipient; its address left empty. Null where there are targets.</summary>
    public RecipientOutcome? Refusal { get; private init; }

    public static Destination Refused(TransportVerdict verdict, string text, string status) =>
        new([], (_, _) => throw new InvalidOperationException("there is nobody to approach")) { Refusal = new RecipientOutcome("", verdict, text, status) };
}
