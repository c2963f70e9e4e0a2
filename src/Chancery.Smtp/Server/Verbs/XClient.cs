using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Auth;
using Chancery.Smtp.Server.Session;
using Chancery.Smtp.Server.Verbs.Parameters;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>
/// Postfix's XCLIENT (XCLIENT_README): a peer that may speak for others says for whom. The session then begins anew with the
/// greeting; whether the new client is trusted, its address decides.
/// </summary>
internal sealed class XClient : IVerb
{
    private static readonly SmtpReply NotAllowed = SmtpReply.Permanent(550, "7.0", "XCLIENT is not for you");
    private static readonly SmtpReply InMail = SmtpReply.Permanent(503, "5.1", "Not within a mail transaction");
    private static readonly SmtpReply Bad = SmtpReply.Permanent(501, "5.4", "Bad XCLIENT attribute");

    private static readonly string[] Unknown = ["[UNAVAILABLE]", "[TEMPUNAVAIL]"];

    public static IReadOnlyList<string> Attributes { get; } = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "DESTADDR", "DESTPORT"];

    public string Name => "XCLIENT";

    public bool EndsGroup => true;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel)
    {
        if (!state.Peer.MayForward)
            return new(new Answered(state, NotAllowed));
        if (state.Transaction is not null)
            return new(new Answered(state, InMail));
        return new(Values(argument) is { Count: > 0 } values && Next(session, state, values) is { } next ? new Forwarded(next) : new Answered(state, Bad));
    }

    /// <summary>Attributes by name; null values were said to be unknown. Null as a whole: bad syntax.</summary>
    private static Dictionary<string, string?>? Values(string argument)
    {
        if (ParameterList.Read(argument) is not { } parameters)
            return null;
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (keyword, value) in parameters)
        {
            if (!Attributes.Contains(keyword) || value is null || Xtext.Decode(value) is not { Length: > 0 } text)
                return null;
            values[keyword] = Unknown.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : text;
        }

        return values;
    }

    private static SmtpState? Next(SessionContext session, SmtpState state, Dictionary<string, string?> values)
    {
        if (!TryPoint(values, "ADDR", "PORT", state.Peer.Remote, out var remote) || !TryPoint(values, "DESTADDR", "DESTPORT", state.Peer.Local, out var local))
            return null;
        var helo = values.GetValueOrDefault("HELO");
        if (helo is not null && !HeloArgument.IsValid(helo))
            return null;
        return state.Forwarded(state.Peer with { Remote = remote, Local = local }, helo, LoginOf(session, values));
    }

    /// <summary>A name we do not know gives no rights.</summary>
    private static Login? LoginOf(SessionContext session, Dictionary<string, string?> values) =>
        values.GetValueOrDefault("LOGIN") is { } user ? session.Ports.Authenticator?.Find(user) : null;

    private static bool TryPoint(Dictionary<string, string?> values, string address, string port, IPEndPoint? known, out IPEndPoint? point)
    {
        point = known;
        if (values.TryGetValue(address, out var text))
        {
            // Whose address is unknown has none; it is not the proxy's.
            point = text is null ? null : AddressOf(text) is { } ip ? new IPEndPoint(ip, known?.Port ?? 0) : null;
            if (text is not null && point is null)
                return false;
        }

        if (values.GetValueOrDefault(port) is not { } digits)
            return true;
        if (!ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        if (point is not null)
            point = new IPEndPoint(point.Address, number);
        return true;
    }

    private static IPAddress? AddressOf(string text)
    {
        var v6 = text.StartsWith("IPV6:", StringComparison.OrdinalIgnoreCase);
        var family = v6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        return IPAddress.TryParse(v6 ? text[5..] : text, out var ip) && ip.AddressFamily == family ? ip : null;
    }
}
