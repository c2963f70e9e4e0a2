using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp;
using Chancery.Protection.OpenPgp.Keys;
using MimeKit;
using MimeKit.Cryptography;

namespace Chancery.Bench.OpenPgp;

/// <summary>
/// Sign and encrypt by OpenPGP, RSA-3072, side by side: ours, MimeKit, and one sq process for each mail, round by round in one run. Of
/// each the best round is told: what disturbs makes everybody slower, never faster. Keys are made by gpg.
/// </summary>
internal static class PgpQuick
{
    private const string Anna = "anna@acme.example";
    private const string Bernd = "bernd@partner.example";
    private const int Rounds = 4;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("chancery-bench-").FullName;
        try
        {
            MakeKeys(folder);
            Environment.SetEnvironmentVariable("GNUPGHOME", Directory.CreateDirectory(Path.Combine(folder, "rings")).FullName);
            using var context = new RingContext(folder);
            Console.WriteLine("| mail | ours, mails/s | MimeKit | sq, a process each | ours / MimeKit | ours / sq |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|");
            await TellAsync(folder, context, "10 KB", Mail(10_240), TimeSpan.FromSeconds(1));
            await TellAsync(folder, context, "25 MB", Mail(26_214_400), TimeSpan.FromSeconds(2));
            await TellMemoryAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task TellAsync(string folder, OpenPgpContext context, string name, byte[] mail, TimeSpan span)
    {
        var ring = new PgpKeyRing(FolderKeyStore.Open(Path.Combine(folder, "keys")), TimeProvider.System);
        var file = Path.Combine(folder, "mail");
        await File.WriteAllBytesAsync(file, mail);
        var (ours, mimeKit, sq) = (0.0, 0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            ours = Math.Max(ours, await RateAsync(() => OursAsync(ring, new MemoryStream(mail, writable: false), Stream.Null), span));
            mimeKit = Math.Max(mimeKit, await RateAsync(() => MimeKitAsync(context, mail), span));
            sq = Math.Max(sq, await RateAsync(() => SqAsync(folder, file), span));
        }

        Console.WriteLine($"| {name} | {ours:F1} | {mimeKit:F1} | {sq:F1} | {ours / mimeKit:F1} | {ours / sq:F1} |");
    }

    /// <summary>What the process holds while 200 MB pass.</summary>
    private static async Task TellMemoryAsync(string folder)
    {
        var file = Path.Combine(folder, "large");
        await using (var output = File.Create(file))
            await WriteMailAsync(output, 200_000_000);
        var ring = new PgpKeyRing(FolderKeyStore.Open(Path.Combine(folder, "keys")), TimeProvider.System);
        GC.Collect();
        var (idle, watch) = (Environment.WorkingSet, Stopwatch.StartNew());
        await using var message = File.OpenRead(file);
        await using var sealedMail = File.Create(file + ".asc");
        var peak = new PeakStream(sealedMail);
        await OursAsync(ring, message, peak);
        Console.WriteLine($"\n200 MB signed and encrypted in {watch.Elapsed.TotalSeconds:F1} s, at most {(peak.Peak - idle) / 1e6:F0} MB above idle");
    }

    private static async Task OursAsync(PgpKeyRing ring, Stream mail, Stream output)
    {
        using var signer = await ring.ForSigningAsync(TenantId.Default, Anna, default) ?? throw new InvalidOperationException("no key to sign with");
        var (_, recipient) = await ring.ForEncryptionAsync(TenantId.Default, Bernd, default);
        await PgpProtector.WriteAsync(
            new PgpJob(mail) { Signer = signer, Recipients = [recipient ?? throw new InvalidOperationException("no key to encrypt with")], SigningTime = DateTimeOffset.UtcNow, Boundary = "=_0123456789abcdef" }, output, default);
    }

    private static async Task MimeKitAsync(OpenPgpContext context, byte[] mail)
    {
        using var message = await MimeMessage.LoadAsync(new MemoryStream(mail, writable: false));
        message.Body = await MultipartEncrypted.SignAndEncryptAsync(context, new MailboxAddress("", Anna), DigestAlgorithm.Sha256, EncryptionAlgorithm.Aes256, [new MailboxAddress("", Bernd)], message.Body!);
        await message.WriteToAsync(Stream.Null);
    }

    private static Task SqAsync(string folder, string file)
    {
        Run("sq", "--force", "encrypt", "--recipient-cert", Path.Combine(folder, "bernd.pub"), "--signer-key", Path.Combine(folder, "anna.sec"), "--output", "/dev/null", file);
        return Task.CompletedTask;
    }

    private static async Task<double> RateAsync(Func<Task> work, TimeSpan span)
    {
        var (watch, count) = (Stopwatch.StartNew(), 0);
        do
        {
            await work();
            count++;
        }
        while (watch.Elapsed < span);
        return count / watch.Elapsed.TotalSeconds;
    }

    private static byte[] Mail(int octets)
    {
        using var mail = new MemoryStream();
        WriteMailAsync(mail, octets).GetAwaiter().GetResult();
        return mail.ToArray();
    }

    private static async Task WriteMailAsync(Stream output, int octets)
    {
        await output.WriteAsync(Encoding.ASCII.GetBytes($"From: {Anna}\r\nTo: {Bernd}\r\nSubject: Plan\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=plan.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
        for (var left = octets; left > 0; left -= 78_000)
            await output.WriteAsync(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Math.Min(left, 78_000) * 57 / 78), Base64FormattingOptions.InsertLineBreaks) + "\r\n"));
    }

    private static void MakeKeys(string folder)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, "gnupg"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        void Gpg(params string[] arguments) => Run("gpg", ["--homedir", home.FullName, "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase", "", .. arguments]);
        var keys = Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName;
        foreach (var (name, address) in new[] { ("anna", Anna), ("bernd", Bernd) })
        {
            Gpg("--quick-gen-key", $"{name} <{address}>", "rsa3072", "cert,sign,encr", "none");
            Gpg("--output", Path.Combine(folder, name + ".pub"), "--export", address);
            Gpg("--output", Path.Combine(folder, name + ".sec"), "--export-secret-keys", address);
        }

        File.Copy(Path.Combine(folder, "anna.sec"), Path.Combine(keys, "anna.gpg"));
        File.Copy(Path.Combine(folder, "bernd.pub"), Path.Combine(keys, "bernd.gpg"));
        Run("gpgconf", "--homedir", home.FullName, "--kill", "all");
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{program} did not start");
        var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program}: {error.Result}{output.Result}");
    }

    private sealed class RingContext : GnuPGContext
    {
        /// <summary>Its rings lie where GNUPGHOME says when it is first used.</summary>
        public RingContext(string folder)
        {
            foreach (var name in (string[])["anna.pub", "bernd.pub"])
            {
                using var keys = File.OpenRead(Path.Combine(folder, name));
                Import(new Org.BouncyCastle.Bcpg.OpenPgp.PgpPublicKeyRingBundle(keys));
            }

            using var secret = File.OpenRead(Path.Combine(folder, "anna.sec"));
            Import(new Org.BouncyCastle.Bcpg.OpenPgp.PgpSecretKeyRingBundle(secret));
        }

        protected override string GetPasswordForKey(Org.BouncyCastle.Bcpg.OpenPgp.PgpSecretKey key) => "";
    }

    private sealed class PeakStream(Stream output) : Stream
    {
        private long _written;

        public long Peak { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await output.WriteAsync(buffer, cancellationToken);
            if ((_written += buffer.Length) / 4_000_000 != (_written - buffer.Length) / 4_000_000)
                Peak = Math.Max(Peak, Environment.WorkingSet);
        }

        public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

        public override void Flush() => output.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
