namespace Chancery.Mail.Contents;

/// <summary>Yes, no, or why that cannot be told.</summary>
/// <param name="Value">Null if it cannot be told.</param>
/// <param name="Unknown">The reason, without content; null where <paramref name="Value"/> is there.</param>
public readonly record struct Finding(bool? Value, string? Unknown)
{
    public static readonly Finding Yes = new(true, null);

    public static readonly Finding No = new(false, null);

    public static Finding Of(bool value) => value ? Yes : No;

    public static Finding Not(string reason) => new(null, reason);
}
