using System.Collections.Frozen;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>Every verb this server knows. LMTP differs from SMTP in its greeting only (RFC 2033 section 4.1).</summary>
internal static class VerbTable
{
    private static readonly IVerb[] Shared =
    [
        new StartTls(), new Auth(), new XClient(), new MailFrom(), new RcptTo(), new Data(), new Bdat(),
        new Rset(), new Noop(), new Vrfy(), new Expn(), new Help(), new Quit(),
    ];

    private static readonly FrozenDictionary<string, IVerb> Smtp = Table(new Ehlo("EHLO"), new Helo());

    private static readonly FrozenDictionary<string, IVerb> Lmtp = Table(new Ehlo("LHLO"));

    private static readonly FrozenSet<string> Http =
        new[] { "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IVerb? Find(string name, bool lmtp) => (lmtp ? Lmtp : Smtp).GetValueOrDefault(name);

    /// <summary>A browser was made to talk to us; the rest of what it sends is not meant for us.</summary>
    public static bool IsHttp(string name) => Http.Contains(name);

    private static FrozenDictionary<string, IVerb> Table(params IVerb[] greetings) =>
        Shared.Concat(greetings).ToFrozenDictionary(verb => verb.Name, StringComparer.OrdinalIgnoreCase);
}
