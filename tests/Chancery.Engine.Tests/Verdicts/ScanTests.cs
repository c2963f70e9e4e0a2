using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Chancery.Engine.Egress;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Scan;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;
using Chancery.Engine.Verdicts;
using Chancery.Mail.Dns;
using Chancery.Mail.Envelopes;
using CsCheck;

namespace Chancery.Engine.Tests.Verdicts;

/// <summary>What scanners say, and what becomes of mail while they say nothing.</summary>
public sealed class ScanTests
{
    private const string Policy = "rules: [ { id: infected, if: { verdict.malware: [infected, suspicious] }, then: [ quarantine ] } ]";
    private const string Bernd = "b@partner.example";

    [Fact]
    public async Task Clamd_finds_it_in_an_archive_in_an_archive()
    {
        await using var clamd = await Clamd.StartAsync();
        var nested = MailWith(Zip("inner.zip", Zip("eicar.com", Clamd.Eicar)));
        foreach (var address in (ScannerAddress[])[clamd.Address, clamd.Tcp])
        {
            var scanner = new ClamdScanner(address, TimeSpan.FromSeconds(60), TimeProvider.System);
            var found = await scanner.ScanAsync(new MemoryStream(Encoding.ASCII.GetBytes(nested)), default);
            Assert.Equal((ScanOutcome.Infected, true), (found.Outcome, found.Why.Contains("Eicar", StringComparison.Ordinal)));
            Assert.Equal(ScanVerdict.Clean, await scanner.ScanAsync(new MemoryStream(Encoding.ASCII.GetBytes(MailWith(Zip("inner.zip", Zip("plan.txt", "harmless"u8.ToArray()))))), default));
        }
    }

    [Fact]
    public async Task More_than_clamd_takes_is_undeterminable_and_not_asked_again()
    {
        await using var clamd = await Clamd.StartAsync("StreamMaxLength 64K");
        var scanner = new ClamdScanner(clamd.Address, TimeSpan.FromSeconds(60), TimeProvider.System);
        Assert.Equal(ScanOutcome.Undeterminable, (await scanner.ScanAsync(new MemoryStream(new byte[4_000_000]), default)).Outcome);
    }

    [Fact]
    public async Task With_clamd_stopped_the_message_waits_and_then_the_verdict_is_unknown()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var house = await HouseAsync(new ScannerSettings { Clamd = clamd.Address });
        var clean = await house.PassAsync(House.Anna, [Bernd]);
        Assert.Equal(MessageState.Done, clean.State);
        var infected = await house.PassAsync(House.Anna, [Bernd], MailWith(Zip("eicar.com", Clamd.Eicar)));
        Assert.Contains(infected.Groups, group => group.Plan.Disposition == Chancery.Policy.Plans.Disposition.Quarantine);

        await clamd.StopAsync();
        var waiting = await house.PassAsync(House.Anna, [Bernd]);
        Assert.Equal((MessageState.Received, "waiting for verdict.malware: clamd: clamd cannot be reached"), (waiting.State, waiting.Note));
        await house.PassTimeAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(10));
        var held = await house.RecordAsync(waiting.Message.Id);
        Assert.Contains(held.Groups, group => group.Plan.Disposition == Chancery.Policy.Plans.Disposition.Hold);

        var patient = await house.PassAsync(House.Anna, [Bernd]);
        await clamd.RunAsync();
        await house.PassTimeAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        Assert.Equal(MessageState.Done, (await house.RecordAsync(patient.Message.Id)).State);
    }

    [Theory]
    [InlineData("ICAP/1.0 204 No Content\r\nISTag: x\r\n\r\n", ScanOutcome.Clean)]
    [InlineData("ICAP/1.0 200 OK\r\nX-Infection-Found: Type=0; Resolution=2; Threat=Eicar;\r\nEncapsulated: res-hdr=0, res-body=30\r\n\r\nHTTP/1.1 403 Forbidden\r\n\r\n", ScanOutcome.Infected)]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=30\r\n\r\nHTTP/1.1 403 Forbidden\r\nX: y\r\n\r\n0\r\n\r\n", ScanOutcome.Infected)]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=30\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", ScanOutcome.Suspicious)]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n14\r\nSubject: x\r\n\r\nbody\r\n\r\n0\r\n\r\n", ScanOutcome.Clean)]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n14\r\nSubject: x\r\n\r\nbadx\r\n\r\n0\r\n\r\n", ScanOutcome.Suspicious)]
    [InlineData("ICAP/1.0 404 Service not found\r\n\r\n", ScanOutcome.Unavailable)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", ScanOutcome.Unavailable)]
    [InlineData("", ScanOutcome.Unavailable)]
    public async Task Icap_services_are_understood(string answer, ScanOutcome expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = ServeAsync(listener, answer, "\r\n0\r\n\r\n");
        var scanner = new IcapScanner(new Uri($"icap://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/avscan"), requests: false, TimeSpan.FromSeconds(30), TimeProvider.System);
        var verdict = await scanner.ScanAsync(new MemoryStream(Encoding.ASCII.GetBytes("Subject: x\r\n\r\nbody\r\n")), default);
        Assert.Equal(expected, verdict.Outcome);
        var request = await asked;
        Assert.StartsWith("RESPMOD icap://127.0.0.1", request, StringComparison.Ordinal);
        Assert.Contains("Allow: 204\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Subject: x\r\n\r\nbody\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_of_c_icap_that_sends_the_mail_back_has_nothing_to_say()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/c-icap"), "c-icap is not installed");
        await using var service = await CIcap.StartAsync();
        var scanner = new IcapScanner(service.Echo, requests: false, TimeSpan.FromSeconds(60), TimeProvider.System);
        foreach (var size in (int[])[20, 70_000, 3_000_000])
            Assert.Equal(ScanVerdict.Clean, await scanner.ScanAsync(new MemoryStream(Encoding.ASCII.GetBytes("Subject: x\r\n\r\n" + new string('x', size))), default));
        var missing = new IcapScanner(new Uri(service.Echo, "/nothing"), requests: false, TimeSpan.FromSeconds(60), TimeProvider.System);
        Assert.Equal(ScanOutcome.Unavailable, (await missing.ScanAsync(new MemoryStream("x"u8.ToArray()), default)).Outcome);
    }

    [Fact]
    public void No_answer_breaks_a_reader()
    {
        Gen.String.Sample(text => Enum.IsDefined(ClamdAnswer.Read(text).Outcome) && ClamdAnswer.Read(text).Outcome != ScanOutcome.Clean);
        string[] words = ["ICAP/1.0", " ", "204", "200", "\r\n", "X-Infection-Found:", ":", "HTTP/1.1", "4", "0", "ä", "\0"];
        var word = Gen.Int[0, words.Length - 1].Select(i => words[i]);
        Gen.Select(word.Array[0, 12], word.Array[0, 6]).Sample((head, inner) => Enum.IsDefined(IcapAnswer.Read(string.Concat(head), string.Concat(inner)).Outcome));
    }

    [Fact]
    public async Task A_server_before_us_is_believed_only_by_its_connector()
    {
        var settings = House.Settings with
        {
            Upstream = new Dictionary<string, UpstreamSettings> { ["edge"] = new() { Malware = new MalwareHeader("X-Virus", ["Clean"], ["Infected"], []), SpamHeader = "X-Spam-Status" } },
        };
        const string rules = """
            rules:
              - { id: infected, if: { verdict.malware: infected }, then: [ quarantine ] }
              - { id: spam, if: { verdict.spam: ">= 5" }, then: [ { reject: { text: spam } } ] }
            """;
        const string mail = "From: x@partner.example\nTo: anna@acme.example\nX-Virus: {0}\nX-Spam-Status: Yes, score={1} required=5.0\n\nbody\n";
        await using var house = await House.OpenAsync(rules, settings);
        house.Outside = Outside(house);
        await house.RestartAsync();
        house.Connector = "edge";
        Assert.Equal("deliver", await DispositionAsync(house, mail, "Clean", "1.0"));
        Assert.Equal("quarantine", await DispositionAsync(house, mail, "Infected (Eicar)", "1.0"));
        Assert.Equal("hold", await DispositionAsync(house, mail, "something else", "1.0"));
        house.Connector = null;
        Assert.Equal("hold", await DispositionAsync(house, mail, "Clean", "1.0"));
    }

    [Theory]
    [InlineData("5.3", 5.3)]
    [InlineData(" -1", -1.0)]
    [InlineData("5.3 (+++++)", 5.3)]
    [InlineData("Yes, score=7.1 required=5.0 tests=A", 7.1)]
    [InlineData("9", 9.0)]
    [InlineData("", null)]
    [InlineData("high", null)]
    public void Scores_are_read(string text, double? expected) => Assert.Equal((decimal?)expected, UpstreamWord.ScoreIn(text));

    internal static OutsideSources Outside(House house, IDnsRecords? dns = null, EgressSettings? egress = null) => new(
        dns ?? new NoDns(), house.DkimKeys, new NoHops(), new GuardedHttp(() => egress ?? EgressSettings.PublicOnly, (_, _) => Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback]), TimeProvider.System), house.Time);

    private static async Task<string> DispositionAsync(House house, string mail, string virus, string score)
    {
        var text = mail.Replace("{0}", virus, StringComparison.Ordinal).Replace("{1}", score, StringComparison.Ordinal);
        var record = await house.PassAsync("x@partner.example", [House.Anna], text, SessionTrust.Anonymous);
        return record.Groups[0].Plan.Disposition.ToString().ToLowerInvariant();
    }

    private static async Task<House> HouseAsync(ScannerSettings scanners)
    {
        var house = await House.OpenAsync(Policy, House.Settings with { Scanners = scanners });
        house.Outside = Outside(house);
        await house.RestartAsync();
        return house;
    }

    private static async Task<string> ServeAsync(TcpListener listener, string answer, string end)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var (request, buffer) = (new StringBuilder(), new byte[4096]);
        while (!request.ToString().EndsWith(end, StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var count)
            request.Append(Encoding.Latin1.GetString(buffer, 0, count));
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer));
        return request.ToString();
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open())
            entry.Write(content);
        return stream.ToArray();
    }

    private static string MailWith(byte[] attachment) =>
        $"X-First: 1\r\nFrom: {House.Anna}\r\nTo: {Bernd}\r\nMessage-ID: <2@acme.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Disposition: attachment; filename=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(attachment, Base64FormattingOptions.InsertLineBreaks)}\r\n--b--\r\n";

    private sealed class NoDns : IDnsRecords
    {
        public Task<DnsReply<string>> TextAsync(string name, CancellationToken cancel) => Task.FromResult(new DnsReply<string>(true, []));

        public Task<DnsReply<IPAddress>> AddressesAsync(string name, AddressFamily family, CancellationToken cancel) => Task.FromResult(new DnsReply<IPAddress>(true, []));

        public Task<DnsReply<string>> ExchangersAsync(string name, CancellationToken cancel) => Task.FromResult(new DnsReply<string>(true, []));

        public Task<DnsReply<string>> NamesAsync(IPAddress address, CancellationToken cancel) => Task.FromResult(new DnsReply<string>(true, []));
    }

    private sealed class NoHops : IHopSecurity
    {
        public Task<string?> LookAsync(NextHop hop, string domain, CancellationToken cancel) => Task.FromResult<string?>("none");
    }
}
