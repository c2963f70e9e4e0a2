namespace Chancery.Engine.Protect;

/// <summary>A group cannot leave as its plan says, and no other method would help: it is held.</summary>
/// <param name="reason">For the record; no content, no secret.</param>
public sealed class GroupHeldException(string reason, bool isFault, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>True if something of ours failed, false if the message or its sender lack what the plan needs.</summary>
    public bool IsFault => isFault;
}

/// <summary>The realised method failed twice: the group goes back to realisation without it.</summary>
public sealed class MethodFailedException(Exception cause) : Exception("protection failed", cause);
