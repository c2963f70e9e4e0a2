using System.Text;

namespace Chancery.Smtp.Server.Wire;

/// <summary>What was read where a command was due.</summary>
internal abstract record CommandLine;

/// <param name="Text">Without CRLF; may have UTF-8 in it, never a control but tab.</param>
/// <param name="Followed">More input was already there behind it.</param>
internal sealed record Command(string Text, bool Followed) : CommandLine;

/// <summary>A line over the limit; skipped to its end.</summary>
internal sealed record TooLong : CommandLine;

/// <summary>A line with NUL, a bare CR or LF, or octets that are not UTF-8; skipped to the next CRLF.</summary>
/// <param name="Verb">The command it began with, as far as that can be told; in upper case, else empty.</param>
internal sealed record Malformed(string Verb) : CommandLine
{
    private const int VerbLength = 4;

    public static Malformed Of(ReadOnlySpan<byte> line) =>
        new(line.Length > VerbLength && line[VerbLength] == ' ' && Ascii.IsValid(line[..VerbLength]) ? Encoding.ASCII.GetString(line[..VerbLength]).ToUpperInvariant() : "");
}

/// <summary>A TLS record instead of a command.</summary>
internal sealed record TlsRecord : CommandLine;

/// <summary>The server is stopping and no command is under way.</summary>
internal sealed record Stopping : CommandLine;
