using Chancery.Engine.Settings;

namespace Chancery.Smtp.Server.Ports;

/// <summary>Knows, or finds out, whether a recipient of ours exists.</summary>
public interface IRecipientVerifier
{
    /// <param name="by">Who is asked.</param>
    /// <param name="recipient">Welcome otherwise; one that is not of our domains counts as known.</param>
    ValueTask<RecipientStanding> VerifyAsync(RecipientVerification by, string recipient, CancellationToken cancel);
}

public enum RecipientStanding { Known, Unknown, Unavailable }
