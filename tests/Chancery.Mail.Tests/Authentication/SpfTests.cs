using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Chancery.Mail.Spf;
using CsCheck;

namespace Chancery.Mail.Tests.Authentication;

/// <summary>SPF (RFC 7208): our verdicts, and those of pyspf over the same zone.</summary>
public sealed class SpfTests
{
    private const string Names = """
        ip4.example TXT v=spf1 ip4:192.0.2.0/24 -all
        ip4.example TXT other text
        ip6.example TXT v=spf1 ip6:2001:db8::/32 ~all
        a.example TXT v=spf1 a -all
        a.example A 192.0.2.10
        a.example AAAA 2001:db8::10
        anet.example TXT v=spf1 a:a.example/28//64 -all
        mx.example TXT v=spf1 mx ?all
        mx.example MX mail.mx.example
        mail.mx.example A 192.0.2.20
        ptr.example TXT v=spf1 ptr -all
        192.0.2.30 PTR host.ptr.example
        host.ptr.example A 192.0.2.30
        192.0.2.31 PTR liar.ptr.example
        liar.ptr.example A 203.0.113.1
        exists.example TXT v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all
        2.2.0.192.in-addr._spf.exists.example A 127.0.0.2
        local.example TXT v=spf1 exists:%{l}.users.%{o} -all
        bob.users.local.example A 127.0.0.2
        helo.example TXT v=spf1 exists:%{h} -all
        part.example TXT v=spf1 exists:%{l1r-}.x.%{d} -all
        strong.x.part.example A 127.0.0.2
        include.example TXT v=spf1 include:ip4.example -all
        includenone.example TXT v=spf1 include:nothing.example -all
        includesoft.example TXT v=spf1 include:ip6.example ?all
        redirect.example TXT v=spf1 redirect=ip4.example
        redirectnone.example TXT v=spf1 redirect=nothing.example
        redirectall.example TXT v=spf1 ?all redirect=ip4.example
        neutral.example TXT v=spf1
        two.example TXT v=spf1 -all
        two.example TXT v=spf1 +all
        case.example TXT V=SPF1 IP4:192.0.2.1 -ALL
        unknownmod.example TXT v=spf1 foo=bar ip4:192.0.2.1 -all
        unknownmech.example TXT v=spf1 foo:bar ip4:192.0.2.1 -all
        badip.example TXT v=spf1 ip4:192.0.2 -all
        badprefix.example TXT v=spf1 ip4:192.0.2.0/33 -all
        zeroprefix.example TXT v=spf1 ip4:192.0.2.0/024 -all
        alldomain.example TXT v=spf1 -all:foo
        late.example TXT v=spf1 +all bogus
        doubleredirect.example TXT v=spf1 redirect=a.example redirect=a.example
        badmacro.example TXT v=spf1 exists:%{x}.example -all
        zeromacro.example TXT v=spf1 exists:%{d0}.example -all
        percent.example TXT v=spf1 exists:%.example -all
        loop.example TXT v=spf1 include:loop.example -all
        ten.example TXT v=spf1 a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example ip4:203.0.113.9 -all
        eleven.example TXT v=spf1 a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example ip4:203.0.113.9 -all
        void2.example TXT v=spf1 a:n1.example a:n2.example ip4:203.0.113.9 -all
        void3.example TXT v=spf1 a:n1.example a:n2.example a:n3.example ip4:203.0.113.9 -all
        fail.example FAIL
        tempinclude.example TXT v=spf1 include:fail.example -all
        sub.under.example TXT v=spf1 a:_host.under.example -all
        _host.under.example A 192.0.2.40
        """;

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "192.0.2.7", "a@ip4.example", "x.example", "pass" }, { "203.0.113.7", "a@ip4.example", "x.example", "fail" }, { "2001:db8::7", "a@ip4.example", "x.example", "fail" },
        { "2001:db8::7", "a@ip6.example", "x.example", "pass" }, { "192.0.2.7", "a@ip6.example", "x.example", "softfail" },
        { "192.0.2.10", "a@a.example", "x.example", "pass" }, { "2001:db8::10", "a@a.example", "x.example", "pass" }, { "192.0.2.11", "a@a.example", "x.example", "fail" },
        { "192.0.2.11", "a@anet.example", "x.example", "pass" }, { "192.0.2.77", "a@anet.example", "x.example", "fail" }, { "2001:db8::ffff", "a@anet.example", "x.example", "pass" },
        { "192.0.2.20", "a@mx.example", "x.example", "pass" }, { "192.0.2.21", "a@mx.example", "x.example", "neutral" },
        { "192.0.2.30", "a@ptr.example", "x.example", "pass" }, { "192.0.2.31", "a@ptr.example", "x.example", "fail" },
        { "192.0.2.2", "a@exists.example", "x.example", "pass" }, { "192.0.2.3", "a@exists.example", "x.example", "fail" },
        { "203.0.113.7", "bob@local.example", "x.example", "pass" }, { "203.0.113.7", "eve@local.example", "x.example", "fail" },
        { "203.0.113.7", "a@helo.example", "mail.mx.example", "pass" }, { "203.0.113.7", "strong-bad@part.example", "x.example", "pass" },
        { "192.0.2.7", "a@include.example", "x.example", "pass" }, { "203.0.113.7", "a@include.example", "x.example", "fail" },
        { "203.0.113.7", "a@includenone.example", "x.example", "permerror" }, { "203.0.113.7", "a@includesoft.example", "x.example", "neutral" },
        { "192.0.2.7", "a@redirect.example", "x.example", "pass" }, { "203.0.113.7", "a@redirect.example", "x.example", "fail" },
        { "203.0.113.7", "a@redirectnone.example", "x.example", "permerror" }, { "203.0.113.7", "a@redirectall.example", "x.example", "neutral" },
        { "203.0.113.7", "a@neutral.example", "x.example", "neutral" }, { "203.0.113.7", "a@nothing.example", "x.example", "none" }, { "203.0.113.7", "a@two.example", "x.example", "permerror" },
        { "192.0.2.1", "a@case.example", "x.example", "pass" }, { "192.0.2.2", "a@case.example", "x.example", "fail" },
        { "192.0.2.1", "a@unknownmod.example", "x.example", "pass" }, { "192.0.2.1", "a@unknownmech.example", "x.example", "permerror" },
        { "192.0.2.1", "a@badip.example", "x.example", "permerror" }, { "192.0.2.1", "a@badprefix.example", "x.example", "permerror" }, { "192.0.2.1", "a@zeroprefix.example", "x.example", "permerror" },
        { "192.0.2.1", "a@alldomain.example", "x.example", "permerror" }, { "192.0.2.1", "a@late.example", "x.example", "permerror" },
        { "192.0.2.1", "a@doubleredirect.example", "x.example", "permerror" }, { "192.0.2.1", "a@badmacro.example", "x.example", "permerror" },
        { "192.0.2.1", "a@zeromacro.example", "x.example", "permerror" }, { "192.0.2.1", "a@percent.example", "x.example", "permerror" },
        { "192.0.2.1", "a@loop.example", "x.example", "permerror" }, { "203.0.113.9", "a@ten.example", "x.example", "pass" }, { "203.0.113.9", "a@eleven.example", "x.example", "permerror" },
        { "203.0.113.9", "a@void2.example", "x.example", "pass" }, { "203.0.113.9", "a@void3.example", "x.example", "permerror" },
        { "203.0.113.9", "a@fail.example", "x.example", "temperror" }, { "203.0.113.9", "a@tempinclude.example", "x.example", "temperror" },
        { "192.0.2.40", "a@sub.under.example", "x.example", "pass" }, { "192.0.2.7", "", "ip4.example", "pass" }, { "203.0.113.7", "", "ip4.example", "fail" },
        { "203.0.113.7", "", "localhost", "none" }, { "::ffff:192.0.2.7", "a@ip4.example", "x.example", "pass" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Clients_are_judged(string ip, string sender, string helo, string expected) =>
        Assert.Equal(expected, await OursAsync(ip, sender, helo));

    [Fact]
    public async Task Pyspf_says_the_same()
    {
        if (!File.Exists("/usr/bin/python3") || await PythonAsync("import spf", "") is null)
            Assert.Skip("python3-spf is not installed");
        // It is not asked about mapped addresses, and it lets a transformer of no labels pass, which RFC 7208 section 7.3 forbids.
        var cases = Cases.Select(row => row.Data).Where(data => !data.Item1.StartsWith("::ffff", StringComparison.Ordinal) && data.Item2 != "a@zeromacro.example").ToList();
        var zone = ZoneRecords.Lines(Names).Select(line => new[] { line.Name, line.Type, line.Value });
        var answer = await PythonAsync(Script, JsonSerializer.Serialize(new { zone, cases = cases.Select(data => new[] { data.Item1, data.Item2, data.Item3 }) }));
        var theirs = JsonSerializer.Deserialize<string[]>(answer!)!;
        var differing = cases.Zip(theirs).Where(pair => pair.First.Item4 != pair.Second).Select(pair => $"{pair.First}: pyspf says {pair.Second}").ToList();
        Assert.True(differing.Count == 0, string.Join('\n', differing));
    }

    /// <summary>Whatever a record says, the check ends, asks within its limits and gives a verdict.</summary>
    [Fact]
    public void No_record_breaks_the_check()
    {
        string[] words = ["a", "mx", "ptr", "all", "include:", "exists:", "redirect=", "exp=", "ip4:", "ip6:", "%{d}", "%{ir}", "%{l1r-}", "%{p}", "%", "%{", "}", "/24", "//64", "/", ":", "=", "-", "~", "?", "+", " ", "  ", "x.example", "192.0.2.1", "2001:db8::", "ä", "\0", ".", ".."];
        var word = Gen.Int[0, words.Length - 1].Select(i => words[i]);
        Gen.Select(word.Array[0, 24], Gen.String).Sample((chosen, noise) =>
        {
            var zone = new RandomRecord($"v=spf1 {string.Concat(chosen)}{noise}");
            var result = SpfVerifier.VerifyAsync(new SpfClient(IPAddress.Parse("192.0.2.1"), "h.example", "a@x.example"), zone, default).GetAwaiter().GetResult();
            return Enum.IsDefined(result) && zone.Questions < 300;
        });
    }

    private static async Task<string> OursAsync(string ip, string sender, string helo) =>
        (await SpfVerifier.VerifyAsync(new SpfClient(IPAddress.Parse(ip), helo, sender), new ZoneRecords(Names), default)).ToString().ToLowerInvariant();

    private const string Script = """
        import sys, json, spf
        data = json.load(sys.stdin)
        zone = {}
        for name, kind, value in data['zone']:
            zone.setdefault(name, []).append((kind, value))
        def lookup(name, qtype, strict=True, timeout=20, *rest):
            asked = name = name.lower().rstrip('.')
            if qtype == 'PTR':
                import ipaddress
                name = '.'.join(reversed(name.split('.')[:4])) if name.endswith('in-addr.arpa') else name
            found = zone.get(name, [])
            if any(k == 'FAIL' for k, v in found):
                raise spf.TempError('DNS')
            out = []
            for k, v in found:
                if k != qtype: continue
                if k == 'MX': v = (10, v)
                elif k == 'TXT': v = (v.encode(),)
                elif k in ('A', 'AAAA'):
                    import ipaddress
                    v = ipaddress.ip_address(v)
                    v = str(v) if k == 'A' else v.packed
                out.append(((asked, k), v))
            return out
        spf.DNSLookup = lookup
        print(json.dumps([spf.query(i=ip, s=s, h=h, strict=True).check()[0] for ip, s, h in data['cases']]))
        """;

    private static async Task<string?> PythonAsync(string script, string input)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3") { ArgumentList = { "-c", script }, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await python.StandardInput.WriteAsync(input);
        python.StandardInput.Close();
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0 || script.StartsWith("import spf", StringComparison.Ordinal), await errors);
        return python.ExitCode == 0 ? await output : null;
    }

    /// <summary>Every name holds the same record and address.</summary>
    private sealed class RandomRecord(string record) : Dns.IDnsRecords
    {
        public int Questions { get; private set; }

        public Task<Dns.DnsReply<string>> TextAsync(string name, CancellationToken cancel) => Answer(record);

        public Task<Dns.DnsReply<IPAddress>> AddressesAsync(string name, System.Net.Sockets.AddressFamily family, CancellationToken cancel) => Answer(IPAddress.Parse("203.0.113.1"));

        public Task<Dns.DnsReply<string>> ExchangersAsync(string name, CancellationToken cancel) => Answer("mail.example");

        public Task<Dns.DnsReply<string>> NamesAsync(IPAddress address, CancellationToken cancel) => Answer("name.example");

        private Task<Dns.DnsReply<T>> Answer<T>(T value)
        {
            Questions++;
            return Task.FromResult(new Dns.DnsReply<T>(true, [value]));
        }
    }
}
