namespace Chancery.Mail.Triggers;

/// <summary>The message that a token must be made for.</summary>
/// <param name="Recipients">Of the envelope.</param>
/// <param name="At">When the message came.</param>
/// <param name="MostLife">The longest time a token may be good for: within it a copy of the token is worth as much as the token.</param>
public sealed record TokenBinding(string? MessageId, IReadOnlyList<string> Recipients, DateTimeOffset At, TimeSpan MostLife)
{
    /// <summary>By so much clocks may differ.</summary>
    public static TimeSpan Skew { get; } = TimeSpan.FromMinutes(2);
}
