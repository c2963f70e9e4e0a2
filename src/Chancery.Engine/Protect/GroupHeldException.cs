using Chancery.Engine.Decide;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Protect;

/// <summary>A group cannot leave as its plan says, and no other method would help: it is held.</summary>
/// <param name="reason">For the record; no content, no secret.</param>
public sealed class GroupHeldException(string reason, bool isFault, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>True if something of ours failed, false if the message or its sender lack what the plan needs.</summary>
    public bool IsFault => isFault;
}

/// <summary>What the plan asks for failed twice: signing is left away where it may be, else the group goes back to realisation without the method.</summary>
/// <param name="reason">For the record; no content, no secret.</param>
public class MethodFailedException(string reason, Exception? cause = null) : Exception(reason, cause);

/// <summary>A key could not be looked up, twice; it may be there later.</summary>
public sealed class KeyUnavailableException(FactKey key, Exception cause) : MethodFailedException(Unavailable.Word(cause), cause)
{
    public FactKey Key => key;
}
