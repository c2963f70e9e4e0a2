using System.Net;
using System.Net.Sockets;
using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Dns;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Tests.Verdicts;

/// <summary><c>auth.*</c> and <c>classification</c> on mail in the queue.</summary>
public sealed class AuthenticationTests
{
    private const string Rules = """
        rules:
          - { id: forged, if: { auth.dmarc: fail }, then: [ quarantine ] }
          - { id: soft, if: { auth.spf: [fail, softfail] }, then: [ hold ] }
        """;

    private const string Mail = "From: boss@partner.example\nTo: anna@acme.example\nSubject: x\n\nbody\n";

    [Fact]
    public async Task Who_may_not_send_for_the_author_is_found_out()
    {
        var zone = new Zone();
        await using var house = await HouseAsync(zone);
        Assert.Equal("deliver", await PassAsync(house));
        zone.Text["partner.example"] = "v=spf1 ip4:203.0.113.1 ~all";
        Assert.Equal("hold", await PassAsync(house));
        zone.Text["_dmarc.partner.example"] = "v=DMARC1; p=none";
        Assert.Equal("quarantine", await PassAsync(house));
        zone.Text["partner.example"] = "v=spf1 ip4:192.0.2.7 -all";
        Assert.Equal("deliver", await PassAsync(house));
    }

    [Fact]
    public async Task Our_own_servers_are_not_measured_by_SPF()
    {
        var zone = new Zone { Text = { ["acme.example"] = "v=spf1 -all" } };
        await using var house = await HouseAsync(zone);
        var record = await house.PassAsync(House.Anna, ["b@partner.example"]);
        Assert.Equal(MessageState.Done, record.State);
    }

    [Fact]
    public async Task Without_an_answer_of_the_DNS_the_message_waits_and_then_nobody_knows()
    {
        var zone = new Zone { IsDown = true };
        await using var house = await HouseAsync(zone);
        var record = await house.PassAsync("boss@partner.example", [House.Anna], Mail, SessionTrust.Anonymous);
        Assert.Equal(MessageState.Received, record.State);
        Assert.StartsWith("waiting for auth.", record.Note, StringComparison.Ordinal);
        await house.PassTimeAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(10));
        record = await house.RecordAsync(record.Message.Id);
        Assert.Contains(record.Groups, group => group.Plan.Disposition == Chancery.Policy.Plans.Disposition.Hold);
    }

    [Fact]
    public async Task A_trusted_server_before_us_has_the_first_word_and_nobody_else()
    {
        var zone = new Zone { Text = { ["partner.example"] = "v=spf1 -all" } };
        var settings = House.Settings with { Upstream = new Dictionary<string, UpstreamSettings> { ["edge"] = new() { AuthservId = "mx.edge.example" } } };
        await using var house = await HouseAsync(zone, settings);
        var mail = "Authentication-Results: mx.edge.example; spf=pass; dmarc=pass\n" + Mail;
        Assert.Equal("hold", await PassAsync(house, mail));
        house.Connector = "edge";
        Assert.Equal("deliver", await PassAsync(house, mail));
        Assert.Equal("hold", await PassAsync(house, mail.Replace("mx.edge", "mx.evil", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_classifier_is_asked_by_http_and_waited_for()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var settings = House.Settings with
        {
            Classifiers = new Dictionary<string, ClassifierSettings> { ["dlp"] = new("dlp", new Uri($"http://classifier.example:{port}/v1"), "secret-token", TimeSpan.FromSeconds(10), 1000) },
        };
        await using var house = await House.OpenAsync("rules: [ { id: c, if: { classification: { model: dlp, label: confidential, score: \">= 0.8\" } }, then: [ quarantine ] } ]", settings);
        house.Outside = ScanTests.Outside(house, egress: new EgressSettings([new EgressRule(IPNetwork.Parse("127.0.0.0/8"), port)]));
        await house.RestartAsync();

        var asked = AnswerAsync(listener, """{ "label": "confidential", "score": 0.93 }""");
        var record = await house.PassAsync(House.Anna, ["b@partner.example"]);
        Assert.Equal(Chancery.Policy.Plans.Disposition.Quarantine, record.Groups[0].Plan.Disposition);
        var request = await asked;
        Assert.StartsWith("POST /v1 HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer secret-token", request, StringComparison.Ordinal);
        Assert.Contains("\"subject\":\"Plan\"", request, StringComparison.Ordinal);
        Assert.DoesNotContain("partner.example", request, StringComparison.Ordinal);

        listener.Stop();
        var waiting = await house.PassAsync(House.Anna, ["b@partner.example"]);
        Assert.Equal(MessageState.Received, waiting.State);
        Assert.DoesNotContain("secret-token", waiting.Note, StringComparison.Ordinal);
    }

    private static async Task<string> PassAsync(House house, string mail = Mail)
    {
        var record = await house.PassAsync("boss@partner.example", [House.Anna], mail, SessionTrust.Anonymous);
        return record.Groups[0].Plan.Disposition.ToString().ToLowerInvariant();
    }

    private static async Task<House> HouseAsync(Zone zone, GatewaySettings? settings = null)
    {
        var house = await House.OpenAsync(Rules, settings);
        house.Outside = ScanTests.Outside(house, zone);
        await house.RestartAsync();
        return house;
    }

    /// <summary>One connection for each answer; the last one stands for all that follow.</summary>
    private static async Task<string> AnswerAsync(TcpListener listener, string json)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var (request, buffer) = (new StringBuilder(), new byte[8192]);
        while (!request.ToString().Contains("attachments", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var count)
            request.Append(Encoding.UTF8.GetString(buffer, 0, count));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\nConnection: close\r\n\r\n{json}"));
        return request.ToString();
    }

    private sealed class Zone : IDnsRecords
    {
        public Dictionary<string, string> Text { get; } = [];

        public bool IsDown { get; init; }

        public Task<DnsReply<string>> TextAsync(string name, CancellationToken cancel) =>
            Task.FromResult(new DnsReply<string>(!IsDown, Text.TryGetValue(name, out var text) ? [text] : []));

        public Task<DnsReply<IPAddress>> AddressesAsync(string name, AddressFamily family, CancellationToken cancel) => Task.FromResult(new DnsReply<IPAddress>(!IsDown, []));

        public Task<DnsReply<string>> ExchangersAsync(string name, CancellationToken cancel) => Task.FromResult(new DnsReply<string>(!IsDown, []));

        public Task<DnsReply<string>> NamesAsync(IPAddress address, CancellationToken cancel) => Task.FromResult(new DnsReply<string>(!IsDown, []));
    }
}
