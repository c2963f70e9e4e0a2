using System.Text;
using System.Text.Json;
using Chancery.Mail.Dkim;
using Chancery.Mail.Headers;
using Chancery.Mail.Tests.Corpus;

namespace Chancery.Mail.Tests.Dkim;

/// <summary>Signatures and chains that others made, with their verdicts.</summary>
public sealed class VerifyCorpusTests
{
    /// <summary>Chains that are broken to us and not to the suite, each with its reason.</summary>
    private static readonly HashSet<string> Stricter =
    [
        // A first seal that says the chain is broken is broken to us, not absent.
        "chain-validation.cv_fail_i1_as_cv_fail.eml",
        // Without c= the form is simple (RFC 6376 section 3.5); this was signed in relaxed form.
        "arc-message-signature-fields.ams_fields_c_na.eml",
        // A signature that is not over From says nothing of the author.
        "arc-message-signature-fields.ams_fields_h_empty.eml",
    ];

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Chains_of_the_ARC_suite_get_the_verdicts_of_the_suite()
    {
        var folder = CorpusFiles.Require(Path.Combine("dkim", "arc-suite"));
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var wrong = new List<string>();
        foreach (var entry in expected.RootElement.EnumerateObject())
        {
            if (Stricter.Contains(entry.Name) || !File.Exists(Path.Combine(folder, entry.Name)))
                continue;
            var keys = KnownKeys.Of(Path.Combine(folder, entry.Value.GetProperty("dns").GetString()!));
            var chain = await ArcAsync(Path.Combine(folder, entry.Name), keys);
            if (!chain.Verdict.ToString().Equals(entry.Value.GetProperty("cv").GetString(), StringComparison.OrdinalIgnoreCase))
                wrong.Add($"{entry.Name}: {chain.Verdict}, not {entry.Value.GetProperty("cv")}: {entry.Value.GetProperty("description")}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Generated_signatures_get_their_verdicts()
    {
        var folder = CorpusFiles.Require(Path.Combine("dkim", "gen"));
        var keys = KnownKeys.Of(Path.Combine(folder, "dns.json"));
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var wrong = new List<string>();
        foreach (var entry in expected.RootElement.EnumerateObject())
        {
            var path = Path.Combine(folder, entry.Name);
            if (entry.Value.TryGetProperty("arc", out var arc))
            {
                var chain = await ArcAsync(path, keys);
                if (!arc.GetString()!.StartsWith(chain.Verdict.ToString(), StringComparison.OrdinalIgnoreCase))
                    wrong.Add($"{entry.Name}: {chain.Verdict}");
                continue;
            }

            var want = entry.Value.GetProperty("dkim").GetString()!;
            var verdicts = await DkimAsync(path, keys);
            var all = verdicts.Count > 0 && verdicts.All(verdict => verdict == DkimVerdict.Pass);
            if (!want.StartsWith("verifier", StringComparison.Ordinal) && all != want.StartsWith("pass", StringComparison.Ordinal))
                wrong.Add($"{entry.Name}: {string.Join(',', verdicts)}, not {want}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<ArcChain> ArcAsync(string path, KnownKeys keys)
    {
        var (message, header) = Open(path);
        return await ArcVerifier.VerifyAsync(message, header, keys, Now, default);
    }

    private static async Task<List<DkimVerdict>> DkimAsync(string path, KnownKeys keys)
    {
        var (message, header) = Open(path);
        return [.. (await DkimVerifier.VerifyAsync(message, header, keys, Now, default)).Select(result => result.Verdict)];
    }

    /// <summary>With the line ends that a mail has on its way.</summary>
    private static (Stream, RawHeaderBlock) Open(string path)
    {
        var text = File.ReadAllText(path, Encoding.Latin1).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        var message = new MemoryStream(Encoding.Latin1.GetBytes(text));
        return (message, RawHeaderBlock.Read(message, 256_000));
    }
}
