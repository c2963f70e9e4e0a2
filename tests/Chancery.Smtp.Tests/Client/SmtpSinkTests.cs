using System.Net;
using System.Net.Sockets;
using System.Text;
using Chancery.Engine.Ports;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Client;

/// <summary>Against smtp-sink of Postfix.</summary>
public sealed class SmtpSinkTests
{
    [Fact]
    public async Task What_smtp_sink_writes_down_is_what_was_sent()
    {
        var folder = Directory.CreateTempSubdirectory("sink").FullName;
        var port = FreePort();
        using var sink = Programs.Start("smtp-sink", UserArguments(["-d", Path.Combine(folder, "%M."), $"127.0.0.1:{port}", "100"]));
        try
        {
            await WaitForAsync(port);
            await using var sender = new Sender();
            var body = "Subject: x\r\n\r\n.\r\n..two\r\n" + new string('y', 2000) + "\r\nlast line without end";
            var result = await sender.SendAsync(Sender.Hop(port), Sender.Mail(), body, "b@ziel.example", "c@ziel.example");
            Assert.All(result.Recipients, outcome => Assert.Equal(TransportVerdict.Delivered, outcome.Verdict));
            var written = await File.ReadAllTextAsync(Directory.EnumerateFiles(folder).Single(), Encoding.Latin1);
            Assert.Contains("X-Rcpt-Args: <c@ziel.example>", written, StringComparison.Ordinal);
            Assert.EndsWith(body.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n", written.TrimEnd('\n') + "\n", StringComparison.Ordinal);
        }
        finally
        {
            sink.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] UserArguments(string[] arguments) => Environment.UserName == "root" ? ["-u", "root", .. arguments] : arguments;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitForAsync(int port)
    {
        for (var i = 0; i < 100; i++)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }
    }
}
