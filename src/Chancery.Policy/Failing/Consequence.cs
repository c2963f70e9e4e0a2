namespace Chancery.Policy.Failing;

/// <summary>What becomes of the group after a failure.</summary>
public enum Aftermath
{
    /// <summary>The same effect at once; nothing of the group leaves before.</summary>
    Again,

    /// <summary>The same effect later, from the queue.</summary>
    Later,

    /// <summary>Realised anew without the method, or with the next way for the password.</summary>
    Next,
    Hold,
    Reject,

    /// <summary>Without this effect; the failure is recorded.</summary>
    GoOn,
}

/// <param name="BlocksDelivery">The group's copy waits for this effect.</param>
/// <param name="TellsPostmaster">Somebody has to mend something.</param>
public sealed record Consequence(Aftermath Aftermath, bool BlocksDelivery, bool TellsPostmaster = false);
