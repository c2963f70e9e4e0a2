using System.Diagnostics;
using System.Text.Json;
using Chancery.Mail.Copies;
using Chancery.Mail.Headers;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;

namespace Chancery.Mail.Tests.Corpus;

/// <summary>Whatever arrives is looked into without failing, and leaves as it came.</summary>
public sealed class SweepTests
{
    private static readonly InspectionLimits Limits = new();

    [Fact]
    public void Every_mail_of_the_corpus_is_inspected()
    {
        List<string> failures = [];
        foreach (var path in CorpusFiles.Mails())
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var mail = MailInspector.Inspect(File.OpenRead(path), Limits);
                using var json = new Utf8JsonWriter(Stream.Null);
                InspectJson.Write(json, mail, path);
                _ = (mail.Date, mail.IsReply, mail.Sender);
            }
            catch (Exception failure)
            {
                failures.Add($"{path}: {failure}");
            }
            var took = Stopwatch.GetElapsedTime(started);
            // A hang, not a speed: the slowest takes a fraction of a second.
            if (took > TimeSpan.FromMinutes(2)) failures.Add($"{path}: took {took}");
        }
        Assert.Empty(failures);
    }

    [Fact]
    public void A_subject_prefix_changes_the_subject_and_nothing_else()
    {
        var edits = new HeaderEdits { SubjectPrefix = "[Geprüft] ", Add = [new HeaderValue("X-Note", "über alles")] };
        foreach (var path in CorpusFiles.Mails())
        {
            var original = File.ReadAllBytes(path);
            using var before = MailInspector.Inspect(new MemoryStream(original), Limits);
            if (before.Header.OverLimit || before.Subject.Length > HeaderValue.MaxValue / 2) continue;
            var view = edits.Apply(before.Header, ReadOnlyMemory<byte>.Empty, _ => false);
            using var after = MailInspector.Inspect(new MemoryStream(Read(view, original)), Limits);
            Assert.True(after.Subject == ("[Geprüft] " + before.Subject).TrimEnd(), $"{path}: {after.Subject}");
            Assert.Equal("über alles", after.HeaderValues("X-Note")[0]);
            Assert.Equal(before.Attachments.Select(one => one.Number), after.Attachments.Select(one => one.Number));
            var old = before.Header.Fields.Where(field => !field.Is("Subject")).Select(field => Convert.ToHexString(before.Header.Octets(field)));
            var kept = after.Header.Fields.Where(field => !field.Is("Subject")).Select(field => Convert.ToHexString(after.Header.Octets(field)));
            Assert.True(old.SequenceEqual(kept.Skip(1)), path);
        }
    }

    [Fact]
    public void An_untouched_copy_is_the_original_without_the_removed_fields()
    {
        foreach (var path in CorpusFiles.Mails())
        {
            var original = File.ReadAllBytes(path);
            var header = RawHeaderBlock.Read(new MemoryStream(original), Limits.HeaderBytes);
            if (header.OverLimit) continue;
            var same = Read(MessageView.Untouched(header, ReadOnlyMemory<byte>.Empty, _ => false), original);
            Assert.True(original.AsSpan().SequenceEqual(same), path);

            var removed = header.Fields.Where(field => field.Is("Received") || field.Is("Bcc")).ToList();
            var expected = new List<byte>("X-First: 1\r\n"u8.ToArray());
            var at = 0;
            foreach (var field in removed)
            {
                expected.AddRange(original.AsSpan(at, (int)field.Offset - at));
                at = (int)field.Offset + field.Length;
            }
            expected.AddRange(original.AsSpan(at));
            var view = MessageView.Untouched(header, "X-First: 1\r\n"u8.ToArray(), field => field.Is("Received") || field.Is("Bcc"));
            Assert.True(expected.ToArray().AsSpan().SequenceEqual(Read(MessageViewJson.Read(MessageViewJson.Write(view)), original)), path);
        }
    }

    private static byte[] Read(MessageView view, byte[] original)
    {
        using var stream = view.Open(new MemoryStream(original, writable: false));
        var copy = new MemoryStream();
        stream.CopyTo(copy, 700);
        Assert.Equal(view.Length, copy.Length);
        return copy.ToArray();
    }
}
