using System.Collections.Frozen;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>Every verb this server knows.</summary>
internal static class VerbTable
{
    private static readonly FrozenDictionary<string, IVerb> ByName = new IVerb[]
    {
        new Ehlo(), new Helo(), new StartTls(), new MailFrom(), new RcptTo(), new Data(),
        new Rset(), new Noop(), new Vrfy(), new Expn(), new Help(), new Quit(),
    }.ToFrozenDictionary(verb => verb.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Http =
        new[] { "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IVerb? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>A browser was made to talk to us; the rest of what it sends is not meant for us.</summary>
    public static bool IsHttp(string name) => Http.Contains(name);
}
