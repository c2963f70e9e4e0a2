namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>Tells a text that has OpenPGP in it.</summary>
public static class InlinePgp
{
    /// <param name="text">Decoded; read from where it stands.</param>
    public static bool IsIn(Stream text) => InlineText.IsIn(text);
}
