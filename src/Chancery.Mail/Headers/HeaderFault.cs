namespace Chancery.Mail.Headers;

/// <summary>What is wrong with a header section. Two parsers may read such a message differently.</summary>
[Flags]
public enum HeaderFault
{
    None = 0,

    /// <summary>The section is longer than the limit; what follows the limit was not looked at.</summary>
    OverLimit = 1,

    /// <summary>A line that is neither a field nor a continuation.</summary>
    GarbageLine = 2,

    /// <summary>A CR that no LF follows (RFC 5322 section 2.2).</summary>
    LoneCarriageReturn = 4,

    Nul = 8,

    /// <summary>The message ends without an empty line after its fields.</summary>
    NoBody = 16,

    /// <summary>The first line is an mbox <c>From </c> line.</summary>
    MboxFromLine = 32,

    /// <summary>A continuation of white space only (RFC 5322 obs-FWS), which some readers take for the end of the header.</summary>
    BlankContinuation = 64,

    /// <summary>White space between a field's name and its colon (RFC 5322 obs-optional).</summary>
    SpaceBeforeColon = 128,
}
